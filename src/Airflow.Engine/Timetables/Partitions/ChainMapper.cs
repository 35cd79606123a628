using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Applies several mappers one after the other.</summary>
public sealed class ChainMapper(IReadOnlyList<PartitionMapper> mappers, int? maxDownstreamKeys = null) : PartitionMapper("chain", maxDownstreamKeys)
{
    public override PartitionKeys ToDownstream(string key)
    {
        IReadOnlyList<string> keys = [key];
        foreach (var mapper in mappers)
        {
            keys = [.. keys.SelectMany(current => mapper.ToDownstream(current).Keys)];
        }
        return new PartitionKeys(keys, keys.Count == 1);
    }

    public override DateTimeOffset? ToPartitionDate(string downstreamKey) => mappers[^1].ToPartitionDate(downstreamKey);

    protected override JsonObject Serialize() => new() { ["mappers"] = new JsonArray(mappers.Select(mapper => (JsonNode)mapper.ToJson()).ToArray()) };
}
