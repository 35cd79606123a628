using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Triggers;

/// <summary>The arguments of a trigger, as C# tasks write them or in either of Airflow's serialised forms.</summary>
internal sealed class TriggerArguments(string json)
{
    private readonly JsonObject fields = Plain(JsonNode.Parse(json)) as JsonObject ?? [];

    public string Text(string name) => Plain(fields[name])?.ToString() is { Length: > 0 } text ? text : throw Missing(name);

    public TimeSpan Seconds(string name, TimeSpan otherwise) =>
        Plain(fields[name]) is JsonValue value && value.TryGetValue(out double seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : otherwise;

    public DateTimeOffset Time(string name)
    {
        var node = fields[name];
        var value = Plain(node) is JsonObject data ? data["timestamp"] : Plain(node);
        return value is JsonValue number && number.TryGetValue(out double seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : DateTimeOffset.TryParse(value?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
            : throw Missing(name);
    }

    /// <summary>What is in Airflow's wrappings: {"__type", "__var"} or {"__classname__", "__data__"}.</summary>
    private static JsonNode? Plain(JsonNode? node) => node is JsonObject wrapped && (wrapped["__var"] ?? wrapped["__data__"]) is { } inner ? inner : node;

    private static AirflowException Missing(string name) => new("trigger_invalid", $"The trigger has no usable argument '{name}'.");
}
