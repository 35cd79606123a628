using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Many upstream keys make one downstream partition, once its wait policy is satisfied.</summary>
public sealed class RollupMapper : PartitionMapper
{
    private readonly PartitionMapper _upstreamMapper;
    private readonly PartitionWindow _window;

    public RollupMapper(PartitionMapper upstreamMapper, PartitionWindow window, WaitPolicy? waitPolicy = null, int? maxDownstreamKeys = null)
        : base("base", maxDownstreamKeys)
    {
        ArgumentNullException.ThrowIfNull(upstreamMapper);
        ArgumentNullException.ThrowIfNull(window);
        if (upstreamMapper.IsTemporal != window.IsTemporal)
        {
            throw new InvalidCastException($"{window.GetType().Name} does not fit {upstreamMapper.GetType().Name}: one is about times, the other is not.");
        }
        _upstreamMapper = upstreamMapper;
        _window = window;
        WaitPolicy = waitPolicy ?? new WaitForAll();
    }

    public override bool IsRollup => true;

    public WaitPolicy WaitPolicy { get; }

    public override PartitionKeys ToDownstream(string key) => _upstreamMapper.ToDownstream(key);

    /// <summary>The upstream keys that make a downstream partition.</summary>
    public IReadOnlySet<string> ToUpstream(string downstreamKey) =>
        _window.Members(_upstreamMapper.Decode(downstreamKey)).Select(_upstreamMapper.EncodeUpstream).ToHashSet(StringComparer.Ordinal);

    public override DateTimeOffset? ToPartitionDate(string downstreamKey) => _upstreamMapper.ToPartitionDate(downstreamKey);

    protected override JsonObject Serialize() => new()
    {
        ["upstream_mapper"] = _upstreamMapper.ToJson(),
        ["window"] = _window.ToJson(),
        ["wait_policy"] = WaitPolicy.ToJson(),
    };
}
