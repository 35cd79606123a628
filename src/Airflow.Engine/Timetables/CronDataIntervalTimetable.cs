using System.Text.Json.Nodes;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Timetables;

/// <summary>Intervals between the ticks of a cron expression.</summary>
public sealed class CronDataIntervalTimetable(CronClock clock) : DataIntervalTimetable(clock)
{
    public CronDataIntervalTimetable(string expression, ScheduleZone zone)
        : this(new CronClock(expression, zone))
    {
    }

    public override string Summary => clock.Text;

    public override string Description => clock.Description;

    public override void Validate() => clock.Validate();

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter)
    {
        var end = clock.AlignToPrevious(runAfter);
        return new DataInterval(clock.Previous(end), end);
    }

    public override JsonObject Serialize() => new() { ["expression"] = clock.Text, ["timezone"] = TimetableJson.Zone(clock.Zone) };

    protected override DateTimeOffset SkipToLatest(DateTimeOffset? earliest, DateTimeOffset now)
    {
        var lastTick = clock.Previous(now);
        var nextTick = clock.Next(lastTick);
        if (nextTick < now)
        {
            throw new TimetableException(TimetableException.Stalled, $"The ticks of {TypeName} ({Summary}) do not advance at {now:O}.");
        }
        // On a tick the interval that ends now is due; between ticks the last complete one is.
        var start = nextTick == now ? lastTick : clock.Previous(lastTick);
        return earliest is null ? start : Later(start, clock.AlignToNext(earliest.Value));
    }
}
