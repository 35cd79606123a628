using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>How many tries a worker runs at once, changed while it runs.</summary>
internal static class PoolCommands
{
    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        ["pool_grow"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(Resize(worker, CeleryJson.Integer(arguments, "n") ?? 1, "grow")),
        ["pool_shrink"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(Resize(worker, -(CeleryJson.Integer(arguments, "n") ?? 1), "shrink")),
        ["autoscale"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(Autoscale(worker, arguments)),
        ["pool_restart"] = static (_, _, _) => throw new ControlException("ValueError('Pool restarts not enabled')"),
    };

    private static JsonObject Resize(CeleryWorker worker, int by, string verb)
    {
        if (worker.Options.Autoscale is not null)
        {
            return new JsonObject { ["error"] = $"pool_{verb} is not supported with autoscale. Adjust autoscale range instead." };
        }

        worker.Slots.Resize(worker.Slots.Limit + by);
        return new JsonObject { ["ok"] = $"pool will {verb}" };
    }

    // slots cost nothing while they are empty, so the range is its upper end
    private static JsonObject Autoscale(CeleryWorker worker, JsonObject arguments)
    {
        if (worker.Options.Autoscale is null)
        {
            throw new ControlException("ValueError('Autoscale not enabled')");
        }

        var max = CeleryJson.Integer(arguments, "max") ?? worker.Slots.Limit;
        worker.Slots.Resize(max, CeleryJson.Integer(arguments, "min"));
        return new JsonObject { ["ok"] = $"autoscale now max={worker.Slots.Limit} min={worker.Slots.Fewest}" };
    }
}
