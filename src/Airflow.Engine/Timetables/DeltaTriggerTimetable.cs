using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>Runs one delta apart, beginning at the start date.</summary>
public sealed class DeltaTriggerTimetable(ScheduleDelta delta, ScheduleDelta interval = default)
    : TriggerTimetable(new DeltaTicks(delta), interval)
{
    public override string Summary => delta.ToString();

    public override string Description => "";

    public override void Validate() => ((DeltaTicks)Ticks).Validate();

    public override JsonObject Serialize() => new() { ["delta"] = TimetableJson.Delta(delta), ["interval"] = TimetableJson.Delta(Interval) };

    protected override DateTimeOffset FirstRun(DateTimeOffset now) => now;
}
