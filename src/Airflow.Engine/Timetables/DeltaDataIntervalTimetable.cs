using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>Intervals of one length, from the start date on.</summary>
public sealed class DeltaDataIntervalTimetable(ScheduleDelta delta) : DataIntervalTimetable(new DeltaTicks(delta))
{
    public override string Summary => delta.ToString();

    public override string Description => "";

    public override void Validate() => ((DeltaTicks)Ticks).Validate();

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(delta.SubtractFrom(runAfter), runAfter);

    public override JsonObject Serialize() => new() { ["delta"] = TimetableJson.Delta(delta) };

    protected override DateTimeOffset SkipToLatest(DateTimeOffset? earliest, DateTimeOffset now)
    {
        var start = delta.SubtractFrom(Floor(now, earliest ?? now));
        return earliest is null ? start : Later(start, earliest.Value);
    }

    /// <summary>
    /// The last boundary at or before the instant. Steps of fixed length lie on a grid from the epoch; months have no fixed length, so
    /// they are counted from the anchor one by one, as catching up would do (31 January, 28 February, 28 March).
    /// </summary>
    private DateTimeOffset Floor(DateTimeOffset instant, DateTimeOffset anchor)
    {
        if (delta.Calendar is { HasMonths: true })
        {
            var boundary = anchor;
            for (var next = Ticks.Next(boundary); next <= instant; next = Ticks.Next(boundary))
            {
                boundary = next;
            }
            return boundary;
        }
        var seconds = (instant - DateTimeOffset.UnixEpoch).TotalSeconds;
        return DateTimeOffset.UnixEpoch + ScheduleDelta.FromSeconds(seconds - (seconds % delta.NominalSeconds));
    }
}
