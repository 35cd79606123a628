using System.Globalization;
using Airflow.Engine.Timetables;

namespace Airflow.Cli.Parsing;

/// <summary>A date as typed: without an offset it is meant in [core] default_timezone, which is read only when it is needed.</summary>
internal readonly record struct DateInput(DateTime Local, TimeSpan? Offset)
{
    private static readonly string[] Compact = ["yyyyMMdd", "yyyyMMdd'T'HHmm", "yyyyMMdd'T'HHmmss", "yyyyMMddHHmmss"];

    public static DateInput Parse(string text)
    {
        var trimmed = text.Trim();
        var offsetStart = FindOffset(trimmed);
        var local = ParseLocal(offsetStart < 0 ? trimmed : trimmed[..offsetStart].TrimEnd());
        return new DateInput(local, offsetStart < 0 ? null : ParseOffset(trimmed[offsetStart..]));
    }

    /// <summary>The instant in UTC.</summary>
    public DateTimeOffset In(ScheduleZone zone) => Offset is { } offset ? new DateTimeOffset(Local, offset).ToUniversalTime() : zone.ToInstant(Local);

    private static DateTime ParseLocal(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.NoCurrentDateDefault;
        if (DateTime.TryParseExact(text, Compact, CultureInfo.InvariantCulture, Styles, out var compact))
        {
            return compact;
        }

        // without a four-digit year it would be a time of today or a guess: Airflow refuses or misreads those, we refuse
        return HasYear(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var parsed)
            ? DateTime.SpecifyKind(parsed, DateTimeKind.Unspecified)
            : throw new FormatException($"'{text}' is not a date.");
    }

    private static bool HasYear(string text)
    {
        var digits = 0;
        foreach (var letter in text)
        {
            digits = char.IsAsciiDigit(letter) ? digits + 1 : 0;
            if (digits == 4)
            {
                return true;
            }
        }

        return false;
    }

    private static int FindOffset(string text)
    {
        if (text.Length > 1 && text[^1] is 'Z' or 'z')
        {
            return text.Length - 1;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? -1 : text.AsSpan(colon).LastIndexOfAny('+', '-') is >= 0 and var sign ? colon + sign : -1;
    }

    private static TimeSpan ParseOffset(string text)
    {
        if (text is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is not (2 or 4) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException($"'{text}' is not an offset from UTC.");
        }

        var offset = digits.Length == 2 ? TimeSpan.FromHours(number) : new TimeSpan(number / 100, number % 100, 0);
        return text[0] == '-' ? -offset : offset;
    }
}
