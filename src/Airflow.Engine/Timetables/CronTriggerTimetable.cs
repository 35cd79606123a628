using System.Text.Json.Nodes;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Engine.Timetables;

/// <summary>Runs at the ticks of a cron expression, as POSIX cron does.</summary>
public sealed class CronTriggerTimetable(CronClock clock, ScheduleDelta interval = default, RunImmediately? runImmediately = null)
    : TriggerTimetable(clock, interval)
{
    private readonly RunImmediately _runImmediately = runImmediately ?? RunImmediately.Default;

    public CronTriggerTimetable(string expression, ScheduleZone zone)
        : this(new CronClock(expression, zone))
    {
    }

    public override string Summary => clock.Text;

    public override string Description => clock.Description;

    public override void Validate() => clock.Validate();

    public override JsonObject Serialize() => new()
    {
        ["expression"] = clock.Text,
        ["timezone"] = TimetableJson.Zone(clock.Zone),
        ["interval"] = TimetableJson.Delta(Interval),
        ["run_immediately"] = _runImmediately.ToJson(),
    };

    protected override DateTimeOffset FirstRun(DateTimeOffset now) => _runImmediately.FirstRun(clock, now);
}
