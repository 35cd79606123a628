using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>The members of a period of time, each the start of a smaller one; counted from the wall clock, whatever the zone does.</summary>
public abstract class TemporalWindow : PartitionWindow
{
    private readonly bool _isBackward;

    private protected TemporalWindow(string? direction)
    {
        _isBackward = direction switch
        {
            null or "forward" => false,
            "backward" => true,
            _ => throw new ArgumentException($"'{direction}' is not a direction; known: forward, backward.", nameof(direction)),
        };
    }

    public override IEnumerable<PartitionValue> Members(PartitionValue period)
    {
        var start = (period.Date ?? throw new InvalidCastException($"{GetType().Name} needs a time, not '{period}'.")).Local;
        if (NeedsFirstDay && start.Day != 1)
        {
            throw new ArgumentException($"{GetType().Name} starts on the first day of a month, not on {start:yyyy-MM-dd}.", nameof(period));
        }
        var first = _isBackward ? FirstBackward(start) : start;
        return Enumerable.Range(0, Count(start, _isBackward)).Select(index => PartitionValue.Of(Step(first, index)));
    }

    protected virtual bool NeedsFirstDay => false;

    protected abstract int Count(DateTime start, bool isBackward);

    protected abstract DateTime Step(DateTime first, int number);

    protected virtual DateTime FirstBackward(DateTime start) => Step(start, 1 - Count(start, true));

    protected override JsonObject Serialize() => new() { ["direction"] = _isBackward ? "backward" : "forward" };
}
