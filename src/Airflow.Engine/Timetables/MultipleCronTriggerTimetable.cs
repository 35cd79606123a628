using System.Text.Json.Nodes;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Timetables;

/// <summary>Runs at the ticks of several cron expressions, one run where they fall together.</summary>
public sealed class MultipleCronTriggerTimetable : Timetable
{
    private readonly CronClock[] _clocks;
    private readonly CronTriggerTimetable[] _timetables;
    private readonly ScheduleDelta _interval;
    private readonly RunImmediately _runImmediately;

    public MultipleCronTriggerTimetable(
        IReadOnlyList<string> expressions,
        ScheduleZone zone,
        ScheduleDelta interval = default,
        RunImmediately? runImmediately = null)
        : base("trigger")
    {
        ArgumentNullException.ThrowIfNull(expressions);
        if (expressions.Count == 0)
        {
            throw new ArgumentException("At least one cron expression is needed.", nameof(expressions));
        }
        _interval = interval;
        _runImmediately = runImmediately ?? RunImmediately.Default;
        _clocks = expressions.Select(expression => new CronClock(expression, zone)).ToArray();
        _timetables = _clocks.Select(clock => new CronTriggerTimetable(clock, interval, _runImmediately)).ToArray();
    }

    public override string Summary => string.Join(", ", _timetables.Select(timetable => timetable.Summary));

    public override string Description => string.Join(", ", _timetables.Select(timetable => timetable.Description));

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) =>
        _timetables.Select(timetable => timetable.InferManualDataInterval(runAfter)).MinBy(interval => interval.Start);

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        return _timetables.Select(timetable => timetable.NextDagRunInfo(lastAutomatedRun, restriction, now))
            .MinBy(info => Order(info, restriction.Catchup, now));
    }

    public override JsonObject Serialize() => new()
    {
        ["expressions"] = new JsonArray(_clocks.Select(clock => (JsonNode)clock.Text).ToArray()),
        ["timezone"] = TimetableJson.Zone(_clocks[0].Zone),
        ["interval"] = TimetableJson.Delta(_interval),
        ["run_immediately"] = _runImmediately.ToJson(),
    };

    /// <summary>Catching up takes the earliest run; otherwise the latest of those that are due, else the earliest to come.</summary>
    private static double Order(DagRunInfo? info, bool catchup, DateTimeOffset now)
    {
        if (info?.LogicalDate is not { } date)
        {
            return double.PositiveInfinity;
        }
        var seconds = (date - DateTimeOffset.UnixEpoch).TotalSeconds;
        return !catchup && date <= now ? -seconds : seconds;
    }
}
