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

    /// <summary>From here on a number is one of milliseconds rather than of seconds since 1970.</summary>
    private const double FirstMilliseconds = 20_000_000_000;

    /// <summary>An instant with its offset, or the number of seconds or milliseconds since 1970.</summary>
    public static bool TryTime(string text, out DateTimeOffset time)
    {
        if (TryNumber(text, out time))
        {
            return true;
        }

        // a plus sign that was not escaped arrives as a space
        var normal = text.Length > 19 ? text.Replace(' ', text[10] == ' ' ? 'T' : '+') : text;
        time = default;
        return normal.Length > 10 && normal[10] is 'T' or 't' or ' ' && HasZone(normal)
            && DateTimeOffset.TryParse(normal, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>The same for what may leave the zone out, or the time of the day: then it is of UTC, or midnight.</summary>
    public static bool TryTimeOrNaive(string text, out DateTimeOffset time) => TryTime(text, out time)
        || DateTimeOffset.TryParseExact(text, NaiveForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>A day, or the midnight that one begins with.</summary>
    public static bool TryDate(string text, out DateOnly date)
    {
        date = default;
        if (!TryTimeOrNaive(text, out var time))
        {
            return false;
        }

        // with a zone it is the day there
        var local = text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var given) ? given : time;
        date = DateOnly.FromDateTime(local.DateTime);
        return local.TimeOfDay == TimeSpan.Zero;
    }

    private static bool TryNumber(string text, out DateTimeOffset time)
    {
        time = default;
        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var seconds = Math.Abs(number) > FirstMilliseconds ? number / 1000 : number;
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static bool HasZone(string text) => text[^1] is 'Z' or 'z' || text.AsSpan(11).IndexOfAny('+', '-') >= 0;
}
