using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>A step of a schedule: a span of fixed length, or one in calendar units.</summary>
public readonly record struct ScheduleDelta
{
    private readonly TimeSpan _span;

    public ScheduleDelta(TimeSpan span) => _span = span;

    public ScheduleDelta(CalendarDelta calendar) => Calendar = calendar;

    /// <summary>The step in calendar units; null when it has a fixed length.</summary>
    public CalendarDelta? Calendar { get; }

    /// <summary>The fixed length in seconds, or the nominal one of a calendar step.</summary>
    public double NominalSeconds => Calendar?.NominalSeconds ?? _span.TotalSeconds;

    public static implicit operator ScheduleDelta(TimeSpan span) => new(span);

    public static ScheduleDelta FromTimeSpan(TimeSpan span) => new(span);

    /// <summary>Reads a number of seconds or an object of calendar units.</summary>
    public static ScheduleDelta FromJson(JsonNode? json) => json switch
    {
        JsonObject units => new ScheduleDelta(CalendarDelta.FromJson(units)),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => new ScheduleDelta(FromSeconds(value.GetValue<double>())),
        _ => throw new TimetableException(TimetableException.Invalid, $"{json?.ToJsonString() ?? "null"} is not a delta: neither seconds nor calendar units."),
    };

    public JsonNode ToJson() => Calendar is null ? JsonValue.Create(_span.TotalSeconds) : Calendar.ToJson();

    public DateTimeOffset AddTo(DateTimeOffset instant) => Calendar is null ? instant + _span : Calendar.AddTo(instant);

    public DateTimeOffset SubtractFrom(DateTimeOffset instant) => Calendar is null ? instant - _span : Calendar.SubtractFrom(instant);

    /// <summary>As Python writes it: "1 day, 6:00:00" or "relativedelta(months=+1)".</summary>
    public override string ToString() => Calendar?.ToString() ?? Text(_span);

    /// <summary>A span of that many seconds, to the microsecond.</summary>
    public static TimeSpan FromSeconds(double seconds) => new((long)Math.Round(seconds * 1e6, MidpointRounding.ToEven) * 10);

    private static string Text(TimeSpan span)
    {
        // Python counts whole days down, so that the time of day is never negative.
        var days = Math.DivRem(span.Ticks, TimeSpan.TicksPerDay, out var rest);
        if (rest < 0)
        {
            days--;
            rest += TimeSpan.TicksPerDay;
        }
        var time = new TimeSpan(rest);
        var fraction = rest % TimeSpan.TicksPerSecond == 0 ? "" : (rest % TimeSpan.TicksPerSecond / 10).ToString("'.'000000", CultureInfo.InvariantCulture);
        var text = string.Create(CultureInfo.InvariantCulture, $"{time.Hours}:{time.Minutes:00}:{time.Seconds:00}{fraction}");
        return days == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, {text}");
    }
}
