using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>Values as the Execution API writes them.</summary>
internal static class Wire
{
    /// <summary>Text is not escaped more than JSON asks for: values are given back as they came.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] NaiveForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF"];

    public static JsonNode? Time(DateTimeOffset? time) => time is { } at
        ? at.UtcDateTime.ToString(at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        : null;

    public static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);

    /// <summary>An instant with its offset.</summary>
    public static bool TryTime(string text, out DateTimeOffset time)
    {
        // a plus sign that was not escaped arrives as a space
        var normal = text.Length > 19 ? text.Replace(' ', text[10] == ' ' ? 'T' : '+') : text;
        time = default;
        return normal.Length > 10 && normal[10] is 'T' or 't' or ' ' && HasZone(normal)
            && DateTimeOffset.TryParse(normal, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>The same for what may leave the zone out, or the time of the day: then it is of UTC, or midnight.</summary>
    public static bool TryTimeOrNaive(string text, out DateTimeOffset time) => TryTime(text, out time)
        || DateTimeOffset.TryParseExact(text, NaiveForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static bool HasZone(string text) => text[^1] is 'Z' or 'z' || text.AsSpan(11).IndexOfAny('+', '-') >= 0;
}
