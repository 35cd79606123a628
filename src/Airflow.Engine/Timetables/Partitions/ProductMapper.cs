using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps each part of a key with several dimensions by a mapper of its own.</summary>
public sealed class ProductMapper(IReadOnlyList<PartitionMapper> mappers, string delimiter = "|", int? maxDownstreamKeys = null)
    : PartitionMapper("product", maxDownstreamKeys)
{
    public override PartitionKeys ToDownstream(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split(delimiter);
        if (parts.Length != mappers.Count)
        {
            throw new ArgumentException($"The partition key '{key}' has {parts.Length} parts and needs {mappers.Count}, with '{delimiter}' between them.", nameof(key));
        }
        return PartitionKeys.Single(string.Join(delimiter, mappers.Zip(parts, Map)));
    }

    /// <summary>The date of the only part that stands for a time; none when several do.</summary>
    public override DateTimeOffset? ToPartitionDate(string downstreamKey)
    {
        ArgumentNullException.ThrowIfNull(downstreamKey);
        var parts = downstreamKey.Split(delimiter);
        if (parts.Length != mappers.Count)
        {
            return null;
        }
        var dates = mappers.Zip(parts, (mapper, part) => mapper.ToPartitionDate(part)).Where(date => date is not null).ToArray();
        return dates.Length == 1 ? dates[0] : null;
    }

    protected override JsonObject Serialize() => new()
    {
        ["delimiter"] = delimiter,
        ["mappers"] = new JsonArray(mappers.Select(mapper => (JsonNode)mapper.ToJson()).ToArray()),
    };

    private static string Map(PartitionMapper mapper, string part) => mapper.ToDownstream(part) is { IsSingle: true } mapped
        ? mapped.Keys[0]
        : throw new InvalidCastException($"{mapper.GetType().Name} gives several keys, but each part of a product is one key.");
}
