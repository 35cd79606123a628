using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Maps every key to the same one.</summary>
public sealed class FixedKeyMapper : PartitionMapper
{
    private readonly string _downstreamKey;

    public FixedKeyMapper(string downstreamKey, int? maxDownstreamKeys = null)
        : base("fixed_key", maxDownstreamKeys)
    {
        ArgumentException.ThrowIfNullOrEmpty(downstreamKey);
        _downstreamKey = downstreamKey;
    }

    public override PartitionKeys ToDownstream(string key) => PartitionKeys.Single(_downstreamKey);

    protected override JsonObject Serialize() => new() { ["downstream_key"] = _downstreamKey };
}
