using System.Text.Json.Nodes;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>Commands of our own: a worker lets go of all its queues at once, and takes the same ones up again.</summary>
internal static class DrainCommands
{
    public const string Drain = "drain";
    public const string Resume = "resume";

    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        [Drain] = DrainAsync,
        [Resume] = ResumeAsync,
    };

    private static async Task<JsonNode?> DrainAsync(CeleryWorker worker, JsonObject arguments, CancellationToken cancellationToken)
    {
        foreach (var queue in worker.Consumer?.Queues.ToArray() ?? [])
        {
            worker.DrainedQueues.Add(queue);
            await (worker.Consumer?.RemoveQueueAsync(queue, cancellationToken) ?? Task.CompletedTask);
        }

        return new JsonObject { ["ok"] = "draining" };
    }

    private static async Task<JsonNode?> ResumeAsync(CeleryWorker worker, JsonObject arguments, CancellationToken cancellationToken)
    {
        // one that nobody drained may have been emptied by hand: it serves what it was started with
        var queues = worker.DrainedQueues.Count > 0 ? worker.DrainedQueues.ToArray() : worker.Consumer is { Queues.Count: 0 } ? [.. worker.Options.Queues] : [];
        foreach (var queue in queues)
        {
            await (worker.Consumer?.AddQueueAsync(queue, cancellationToken) ?? Task.CompletedTask);
        }

        worker.DrainedQueues.Clear();
        return new JsonObject { ["ok"] = "serving" };
    }
}
