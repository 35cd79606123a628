using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Control;

/// <summary>Which queues a worker serves, and changing that while it runs.</summary>
internal static class QueueCommands
{
    public static IReadOnlyDictionary<string, ControlCommand> All { get; } = new Dictionary<string, ControlCommand>(StringComparer.Ordinal)
    {
        ["active_queues"] = static (worker, _, _) => Task.FromResult<JsonNode?>(new JsonArray([.. (worker.Consumer?.Queues ?? []).Select(Describe)])),
        ["add_consumer"] = AddAsync,
        ["cancel_consumer"] = CancelAsync,
    };

    private static async Task<JsonNode?> AddAsync(CeleryWorker worker, JsonObject arguments, CancellationToken cancellationToken)
    {
        var queue = Queue(arguments);
        await (worker.Consumer?.AddQueueAsync(queue, cancellationToken) ?? Task.CompletedTask);
        return new JsonObject { ["ok"] = $"add consumer {queue}" };
    }

    private static async Task<JsonNode?> CancelAsync(CeleryWorker worker, JsonObject arguments, CancellationToken cancellationToken)
    {
        var queue = Queue(arguments);
        await (worker.Consumer?.RemoveQueueAsync(queue, cancellationToken) ?? Task.CompletedTask);
        return new JsonObject { ["ok"] = $"no longer consuming from {queue}" };
    }

    private static string Queue(JsonObject arguments) =>
        CeleryJson.Text(arguments, "queue") is { Length: > 0 } queue ? queue : throw new ControlException("TypeError(\"missing 1 required positional argument: 'queue'\")");

    // Flower takes each of these keys for granted
    private static JsonObject Describe(string queue) => new()
    {
        ["name"] = queue,
        ["exchange"] = new JsonObject
        {
            ["name"] = queue,
            ["type"] = "direct",
            ["arguments"] = null,
            ["durable"] = true,
            ["passive"] = false,
            ["auto_delete"] = false,
            ["delivery_mode"] = null,
            ["no_declare"] = false,
        },
        ["routing_key"] = queue,
        ["queue_arguments"] = null,
        ["binding_arguments"] = null,
        ["consumer_arguments"] = null,
        ["durable"] = true,
        ["exclusive"] = false,
        ["auto_delete"] = false,
        ["no_ack"] = false,
        ["alias"] = null,
        ["bindings"] = new JsonArray(),
        ["no_declare"] = null,
        ["expires"] = null,
        ["message_ttl"] = null,
        ["max_length"] = null,
        ["max_length_bytes"] = null,
        ["max_priority"] = null,
    };
}
