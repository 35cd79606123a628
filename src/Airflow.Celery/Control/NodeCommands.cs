using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>Commands about the worker itself and its place among the others.</summary>
internal static class NodeCommands
{
    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        [ControlCommands.Shutdown] = static (worker, _, _) => NothingAsync(worker.RequestShutdown),
        ["heartbeat"] = static (worker, _, _) => NothingAsync(worker.Heart.Beat),
        // leaders are elected among Python workers only
        ["election"] = static (_, _, _) => NothingAsync(static () => { }),
        ["enable_events"] = static (worker, _, _) => Task.FromResult<JsonNode?>(SetEvents(worker, true)),
        ["disable_events"] = static (worker, _, _) => Task.FromResult<JsonNode?>(SetEvents(worker, false)),
        ["hello"] = static (worker, arguments, _) => Task.FromResult(Hello(worker, arguments)),
    };

    private static Task<JsonNode?> NothingAsync(Action action)
    {
        action();
        return Task.FromResult<JsonNode?>(null);
    }

    private static JsonObject SetEvents(CeleryWorker worker, bool wanted)
    {
        var isFixed = worker.Options.AreTaskEventsOn;
        var isSame = isFixed || worker.Events.AreTasksTold == wanted;
        if (!isFixed)
        {
            worker.Events.AreTasksTold = wanted;
        }

        return new JsonObject { ["ok"] = $"task events {(isSame ? "already " : "")}{(wanted ? "enabled" : "disabled")}" };
    }

    // a worker that starts takes over what the others were told not to run; the times must be floats
    private static JsonNode? Hello(CeleryWorker worker, JsonObject arguments)
    {
        if (!worker.Options.HasMingle || CeleryJson.Text(arguments, "from_node") == worker.Options.NodeName)
        {
            return null;
        }

        foreach (var (id, _) in arguments["revoked"] as JsonObject ?? [])
        {
            worker.Revoked.Add(id, worker.Now);
        }

        return new JsonObject
        {
            ["revoked"] = new JsonObject(worker.Revoked.List().Select(id => KeyValuePair.Create<string, JsonNode?>(
                id.Key,
                new JsonArray(CeleryJson.Float(CeleryTime.Seconds(id.Value)), id.Key)))),
            ["clock"] = worker.Lamport.Forward(),
        };
    }
}
