using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>One upstream key makes a partition for each member of a window.</summary>
public sealed class FanOutMapper : PartitionMapper
{
    private readonly PartitionMapper _upstreamMapper;
    private readonly PartitionWindow _window;
    private readonly PartitionMapper _downstreamMapper;

    public FanOutMapper(PartitionMapper upstreamMapper, PartitionWindow window, PartitionMapper? downstreamMapper = null, int? maxDownstreamKeys = null)
        : base("temporal", maxDownstreamKeys)
    {
        ArgumentNullException.ThrowIfNull(upstreamMapper);
        ArgumentNullException.ThrowIfNull(window);
        _upstreamMapper = upstreamMapper;
        _window = window;
        _downstreamMapper = downstreamMapper ?? window switch
        {
            DayWindow => new StartOfHourMapper(),
            WeekWindow or MonthWindow => new StartOfDayMapper(),
            QuarterWindow or YearWindow => new StartOfMonthMapper(),
            _ => throw new ArgumentException($"A fan-out over {window.GetType().Name} needs a downstream mapper.", nameof(downstreamMapper)),
        };
    }

    public override PartitionKeys ToDownstream(string key)
    {
        var periods = _upstreamMapper.ToDownstream(key);
        return periods.IsSingle
            ? new PartitionKeys([.. _window.Members(_upstreamMapper.Decode(periods.Keys[0])).Select(_downstreamMapper.FormatDownstream)], false)
            : throw new InvalidCastException($"{_upstreamMapper.GetType().Name} gives several keys, but a fan-out starts from one.");
    }

    public override DateTimeOffset? ToPartitionDate(string downstreamKey) => _downstreamMapper.ToPartitionDate(downstreamKey);

    protected override JsonObject Serialize() => new()
    {
        ["upstream_mapper"] = _upstreamMapper.ToJson(),
        ["window"] = _window.ToJson(),
        ["downstream_mapper"] = _downstreamMapper.ToJson(),
    };
}
