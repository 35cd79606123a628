using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>Whether the first run of a DAG without a start date is the tick that has just passed.</summary>
/// <param name="Always">The past tick is run however long ago it was.</param>
/// <param name="Buffer">The past tick is run when it is at most so long ago.</param>
/// <param name="Json">The value as written, so that it is written back alike.</param>
public sealed record RunImmediately(bool Always, TimeSpan? Buffer, bool? Json)
{
    /// <summary>Runs the past tick when at most a tenth of the gap, or five minutes, has gone by; Airflow's false and null both mean this.</summary>
    public static RunImmediately Default { get; } = new(false, null, false);

    public static RunImmediately FromJson(JsonNode? json) => json?.GetValueKind() switch
    {
        null or JsonValueKind.Null => new RunImmediately(false, null, null),
        JsonValueKind.True => new RunImmediately(true, null, true),
        JsonValueKind.False => Default,
        JsonValueKind.Number => new RunImmediately(false, ScheduleDelta.FromSeconds(json.GetValue<double>()), null),
        _ => throw new TimetableException(TimetableException.Invalid, $"run_immediately cannot be {json.ToJsonString()}: use a boolean or seconds."),
    };

    public JsonNode? ToJson() => Buffer is { } buffer ? TimetableJson.Seconds(buffer.TotalSeconds) : Json is { } value ? JsonValue.Create(value) : null;

    /// <summary>The tick that the first run takes.</summary>
    public DateTimeOffset FirstRun(IScheduleTicks ticks, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ticks);
        var past = ticks.AlignToPrevious(now);
        var next = ticks.AlignToNext(now);
        if (Always)
        {
            return past;
        }
        var tenth = (next - past) / 10;
        var buffer = Buffer ?? (tenth > TimeSpan.FromMinutes(5) ? tenth : TimeSpan.FromMinutes(5));
        return now - past <= buffer ? past : next;
    }
}
