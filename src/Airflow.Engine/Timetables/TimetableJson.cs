using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>The values of serialised timetables.</summary>
internal static class TimetableJson
{
    /// <summary>The IANA name, or the seconds east of UTC.</summary>
    public static JsonNode Zone(ScheduleZone zone) => zone.IsFixed && !zone.Equals(ScheduleZone.Utc) ? zone.OffsetSeconds : zone.Name;

    public static ScheduleZone Zone(JsonNode? json) => json?.GetValueKind() switch
    {
        JsonValueKind.String => ScheduleZone.Parse(json.GetValue<string>()),
        JsonValueKind.Number => ScheduleZone.FromOffset(TimeSpan.FromSeconds(json.GetValue<double>())),
        _ => throw new TimetableException(TimetableException.UnknownZone, $"{json?.ToJsonString() ?? "null"} is not a time zone."),
    };

    public static JsonNode Delta(ScheduleDelta delta) => delta.Calendar is null ? Seconds(delta.NominalSeconds) : delta.ToJson();

    /// <summary>A number that Python reads as a float: with a decimal point even when it is whole.</summary>
    public static JsonNode Seconds(double seconds)
    {
        var text = seconds.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny(".Ee") < 0 ? text + ".0" : text)!; // a number is never JSON's null
    }

    public static string Text(JsonObject json, string name) => json[name]?.GetValue<string>()
        ?? throw new TimetableException(TimetableException.Invalid, $"The serialised timetable lacks '{name}'.");
}
