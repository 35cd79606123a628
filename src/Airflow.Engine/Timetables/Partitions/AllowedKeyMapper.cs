using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Lets listed keys through and refuses all others.</summary>
public sealed class AllowedKeyMapper(IReadOnlyList<string> allowedKeys, int? maxDownstreamKeys = null) : PartitionMapper("allowed_key", maxDownstreamKeys)
{
    public override PartitionKeys ToDownstream(string key) => allowedKeys.Contains(key)
        ? PartitionKeys.Single(key)
        : throw new ArgumentException($"The partition key '{key}' is not one of {string.Join(", ", allowedKeys)}.", nameof(key));

    protected override JsonObject Serialize() => new() { ["allowed_keys"] = new JsonArray(allowedKeys.Select(key => (JsonNode)key).ToArray()) };
}
