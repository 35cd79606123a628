using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Engine;
using Airflow.Engine.Coordination;

namespace Airflow.Celery.Control;

/// <summary>Steers workers over the broker, those of Python as well as ours.</summary>
public sealed class WorkerControl(IBroker broker, TimeProvider clock) : IWorkerControl
{
    private readonly ControlClient client = new(broker, clock);

    public async Task DrainAsync(string worker, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(worker, DrainCommands.Drain, null, cancellationToken);
        if (ErrorOf(answer) is null)
        {
            return;
        }

        // a worker of Python has no word for it, but lets go of one queue after the other
        foreach (var queue in await QueuesAsync(worker, cancellationToken))
        {
            await TellAsync(worker, "cancel_consumer", new JsonObject { ["queue"] = queue }, cancellationToken);
        }
    }

    public async Task ResumeAsync(string worker, CancellationToken cancellationToken)
    {
        if (ErrorOf(await AskAsync(worker, DrainCommands.Resume, null, cancellationToken)) is not null)
        {
            throw new AirflowException("worker_refused", $"{worker} does not know which queues it served; add them one by one.");
        }
    }

    public async Task ResizeAsync(string worker, int slots, CancellationToken cancellationToken)
    {
        var stats = await AskAsync(worker, "stats", null, cancellationToken);
        if ((stats as JsonObject)?["autoscaler"] is JsonObject range)
        {
            var fewest = Math.Min(slots, (int?)range["min"] ?? 0);
            await TellAsync(worker, "autoscale", new JsonObject { ["max"] = slots, ["min"] = fewest }, cancellationToken);
            return;
        }

        var more = slots - ((int?)(stats as JsonObject)?["pool"]?["max-concurrency"] ?? throw new AirflowException("worker_refused", $"{worker} does not tell how many slots it has."));
        if (more != 0)
        {
            await TellAsync(worker, more > 0 ? "pool_grow" : "pool_shrink", new JsonObject { ["n"] = Math.Abs(more) }, cancellationToken);
        }
    }

    public Task AddQueueAsync(string worker, string queue, CancellationToken cancellationToken) =>
        TellAsync(worker, "add_consumer", new JsonObject { ["queue"] = queue }, cancellationToken);

    public Task RemoveQueueAsync(string worker, string queue, CancellationToken cancellationToken) =>
        TellAsync(worker, "cancel_consumer", new JsonObject { ["queue"] = queue }, cancellationToken);

    public Task ShutDownAsync(string worker, CancellationToken cancellationToken) =>
        client.TellAsync(new ControlQuestion(ControlCommands.Shutdown), [worker], cancellationToken);

    public Task RevokeAsync(string worker, Guid id, bool terminate, CancellationToken cancellationToken) =>
        TellAsync(worker, "revoke", new JsonObject { ["task_id"] = id.ToString(), ["terminate"] = terminate, ["signal"] = "SIGTERM" }, cancellationToken);

    private async Task<IReadOnlyList<string>> QueuesAsync(string worker, CancellationToken cancellationToken) =>
        [.. (await AskAsync(worker, "active_queues", null, cancellationToken) as JsonArray ?? []).Select(static queue => (string?)queue?["name"]).OfType<string>()];

    private async Task TellAsync(string worker, string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        if (ErrorOf(await AskAsync(worker, method, arguments, cancellationToken)) is { } error)
        {
            throw new AirflowException("worker_refused", $"{worker} refused: {error}");
        }
    }

    private async Task<JsonNode?> AskAsync(string worker, string method, JsonObject? arguments, CancellationToken cancellationToken)
    {
        var answers = await client.AskAsync(new ControlQuestion(method, arguments), [worker], ControlClient.NamedTimeout, cancellationToken);
        return answers.TryGetValue(worker, out var answer)
            ? answer
            : throw Silent(worker);
    }

    private static AirflowException Silent(string worker)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{worker} did not answer within {ControlClient.NamedTimeout.TotalSeconds} s.");
        return new AirflowException("worker_silent", text) { IsTransient = true };
    }

    private static string? ErrorOf(JsonNode? answer) => (answer as JsonObject)?["error"]?.ToString();
}
