using System.Globalization;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>Commands about tasks: not to run some, to kill some, to run fewer or shorter.</summary>
internal static class TaskCommands
{
    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        ["revoke"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(Revoke(worker, arguments, CeleryJson.Flag(arguments, "terminate"))),
        ["terminate"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(Revoke(worker, arguments, terminate: true)),
        ["rate_limit"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(RateLimit(worker, arguments)),
        ["time_limit"] = static (worker, arguments, _) => Task.FromResult<JsonNode?>(TimeLimit(worker, arguments)),
    };

    private static JsonObject Revoke(CeleryWorker worker, JsonObject arguments, bool terminate)
    {
        var ids = arguments["task_id"] switch
        {
            JsonArray list => list.Select(id => id?.ToString() ?? "").Distinct(StringComparer.Ordinal).ToList(),
            { } one => [one.ToString()],
            _ => throw new ControlException("TypeError(\"missing 1 required positional argument: 'task_id'\")"),
        };
        foreach (var id in ids)
        {
            worker.Revoked.Add(id, worker.Now);
        }

        if (!terminate)
        {
            return new JsonObject { ["ok"] = $"tasks {{{string.Join(", ", ids.Select(id => $"'{id}'"))}}} flagged as revoked" };
        }

        var killed = ids.Where(worker.Terminate).ToList();
        return new JsonObject { ["ok"] = killed.Count > 0 ? $"terminate: {string.Join(", ", killed)}" : "terminate: tasks unknown" };
    }

    private static JsonObject RateLimit(CeleryWorker worker, JsonObject arguments)
    {
        var text = arguments["rate_limit"]?.ToString() ?? "";
        try
        {
            var limits = new WorkerLimits();
            limits.SetRate(text.Length > 0 ? text : "0");
        }
        catch (FormatException exception)
        {
            return new JsonObject { ["error"] = $"Invalid rate limit string: ValueError({Quote(exception.Message)})" };
        }
        catch (KeyNotFoundException exception)
        {
            throw new ControlException($"KeyError({Quote(exception.Message)})");
        }

        if (CeleryJson.Text(arguments, "task_name") != WorkloadMessage.TaskName)
        {
            return new JsonObject { ["error"] = "unknown task" };
        }

        worker.Limits.SetRate(text.Length > 0 ? text : "0");
        return new JsonObject { ["ok"] = text.Length > 0 ? "new rate limit set successfully" : "rate limit disabled successfully" };
    }

    private static JsonObject TimeLimit(CeleryWorker worker, JsonObject arguments)
    {
        if (CeleryJson.Text(arguments, "task_name") != WorkloadMessage.TaskName)
        {
            return new JsonObject { ["error"] = "unknown task" };
        }

        worker.Limits.SetDuration(Seconds(arguments["soft"]), Seconds(arguments["hard"]));
        return new JsonObject { ["ok"] = "time limits set successfully" };
    }

    private static double? Seconds(JsonNode? node) =>
        double.TryParse(node?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : null;

    private static string Quote(string text) => text.Contains('\'', StringComparison.Ordinal) ? $"\"{text}\"" : $"'{text}'";
}
