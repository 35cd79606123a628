using System.Globalization;

namespace Airflow.Runtime.Frames;

/// <summary>Times and durations as the protocol writes them in text.</summary>
internal static class IsoTime
{
    /// <summary>UTC with microseconds and a Z, as in the log lines.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Days, then everything else in seconds: P1DT300S.</summary>
    public static string FormatDuration(TimeSpan duration)
    {
        var sign = duration < TimeSpan.Zero ? "-" : "";
        var ticks = Math.Abs(duration.Ticks);
        var days = Math.DivRem(ticks, TimeSpan.TicksPerDay, out var rest);
        var seconds = ((decimal)rest / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture);
        return (days, rest) switch
        {
            (0, _) => $"{sign}PT{seconds}S",
            (_, 0) => $"{sign}P{days}D",
            _ => $"{sign}P{days}DT{seconds}S",
        };
    }

    /// <summary>ISO 8601 without years and months, which have no fixed length.</summary>
    public static bool TryParseDuration(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var negative = text is ['-', ..];
        text = negative ? text[1..] : text;
        if (text is not ['P', _, ..])
        {
            return false;
        }
        var inTime = false;
        var start = 1;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == 'T')
            {
                inTime = true;
                start = i + 1;
            }
            else if (!char.IsAsciiDigit(text[i]) && text[i] != '.')
            {
                if (Unit(text[i], inTime) is not { } unit || !decimal.TryParse(text[start..i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                    || count * unit.Ticks > long.MaxValue / 4)
                {
                    return false;
                }
                duration += TimeSpan.FromTicks((long)(count * unit.Ticks));
                start = i + 1;
            }
        }
        duration = negative ? -duration : duration;
        return start == text.Length;
    }

    private static TimeSpan? Unit(char letter, bool inTime) => (letter, inTime) switch
    {
        ('W', false) => TimeSpan.FromDays(7),
        ('D', false) => TimeSpan.FromDays(1),
        ('H', true) => TimeSpan.FromHours(1),
        ('M', true) => TimeSpan.FromMinutes(1),
        ('S', true) => TimeSpan.FromSeconds(1),
        _ => null,
    };
}
