using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>Commands that only ask.</summary>
internal static class InspectCommands
{
    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        ["ping"] = Answer(static (_, _) => new JsonObject { ["ok"] = "pong" }),
        ["clock"] = Answer(static (worker, _) => new JsonObject { ["clock"] = worker.Lamport.Value }),
        ["report"] = Answer(static (worker, _) => new JsonObject { ["ok"] = Report(worker) }),
        ["conf"] = Answer(Configuration),
        ["dump_conf"] = Answer(Configuration),
        ["registered"] = Answer(Registered),
        ["dump_tasks"] = Answer(Registered),
        ["active"] = Answer(Active),
        ["dump_active"] = Answer(Active),
        ["reserved"] = Answer(Reserved),
        ["dump_reserved"] = Answer(Reserved),
        ["scheduled"] = Answer(Scheduled),
        ["dump_schedule"] = Answer(Scheduled),
        ["revoked"] = Answer(Revoked),
        ["dump_revoked"] = Answer(Revoked),
        ["query_task"] = Answer(QueryTask),
        ["stats"] = Answer(static (worker, _) => WorkerStats.Of(worker)),
        ["memsample"] = Answer(static (_, _) => $"{Environment.WorkingSet / 1024 / 1024}MB"),
    };

    private static ControlCommand Answer(Func<CeleryWorker, JsonObject, JsonNode?> answer) => (worker, arguments, _) => Task.FromResult(answer(worker, arguments));

    private static JsonArray Active(CeleryWorker worker, JsonObject arguments) => List(worker, arguments, isActive: true);

    private static JsonArray Reserved(CeleryWorker worker, JsonObject arguments) => List(worker, arguments, isActive: false);

    private static JsonArray List(CeleryWorker worker, JsonObject arguments, bool isActive) =>
        [.. worker.Tries.Where(one => one.StartedAt is not null == isActive).Select(one => WorkerReports.Info(one, worker.Options.NodeName, CeleryJson.Flag(arguments, "safe")))];

    /// <summary>Our own tries are queued when they are due; what waits here was sent by somebody else.</summary>
    private static JsonArray Scheduled(CeleryWorker worker, JsonObject arguments) => [.. worker.Scheduled.Select(one => new JsonObject
    {
        ["eta"] = one.Message.Eta is { } eta ? CeleryTime.Write(eta) : null,
        ["priority"] = one.Message.Priority,
        ["request"] = WorkerReports.Info(one, worker.Options.NodeName, CeleryJson.Flag(arguments, "safe")),
    })];

    private static JsonArray Revoked(CeleryWorker worker, JsonObject arguments) => [.. worker.Revoked.List().Select(id => JsonValue.Create(id.Key))];

    private static JsonArray Registered(CeleryWorker worker, JsonObject arguments)
    {
        var wanted = arguments["taskinfoitems"] as JsonArray ?? [];
        var isRateWanted = wanted.Any(item => item?.ToString() == "rate_limit") && worker.Limits.Rate is not null;
        return [isRateWanted ? $"{WorkloadMessage.TaskName} [rate_limit={worker.Limits.Rate}]" : WorkloadMessage.TaskName];
    }

    private static JsonObject QueryTask(CeleryWorker worker, JsonObject arguments)
    {
        var ids = arguments["ids"] switch
        {
            JsonArray list => list.Select(id => id?.ToString()).ToHashSet(StringComparer.Ordinal),
            { } one => [one.ToString()],
            _ => [],
        };
        return new JsonObject(worker.Tries.Where(one => ids.Contains(one.Message.Id)).Select(one => KeyValuePair.Create<string, JsonNode?>(
            one.Message.Id,
            new JsonArray(one.StartedAt is null ? "reserved" : "active", WorkerReports.Info(one, worker.Options.NodeName, isSafe: false)))));
    }

    private static JsonObject Configuration(CeleryWorker worker, JsonObject arguments) => new(
        Settings(worker).Concat(worker.Options.Configuration.Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value)))
            .GroupBy(option => option.Key, StringComparer.Ordinal).Select(options => options.First()));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Settings(CeleryWorker worker) =>
    [
        new("broker_url", worker.Broker.ToString()),
        new("accept_content", new JsonArray("json")),
        new("event_serializer", "json"),
        new("task_default_queue", worker.Options.Queues.FirstOrDefault() ?? "default"),
        new("worker_concurrency", worker.Options.Concurrency),
        new("worker_enable_remote_control", worker.Options.IsControlled),
    ];

    private static string Report(CeleryWorker worker) =>
        $"""

        software -> airflow.net:{worker.Options.Version} dotnet:{Environment.Version}
        platform -> system:{System.Runtime.InteropServices.RuntimeInformation.OSDescription} arch:{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}
        settings -> transport:{worker.Broker.Transport}

        broker_url: '{worker.Broker}'
        worker_concurrency: {worker.Slots.Limit}
        queues: {string.Join(", ", worker.Consumer?.Queues ?? [])}

        """;
}
