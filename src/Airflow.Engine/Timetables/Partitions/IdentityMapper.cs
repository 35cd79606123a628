using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Leaves keys as they are.</summary>
public sealed class IdentityMapper(int? maxDownstreamKeys = null) : PartitionMapper("identity", maxDownstreamKeys)
{
    public override PartitionKeys ToDownstream(string key) => PartitionKeys.Single(key);

    public override DateTimeOffset? CarryPartitionDate(DateTimeOffset? source) => source;

    protected override JsonObject Serialize() => [];
}
