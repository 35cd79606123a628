using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Airflow.Engine.Templates;

/// <summary>Reads dates from texts in the common ways of writing them.</summary>
internal static partial class DateText
{
    /// <summary>An ISO date with an optional time and offset; null when the text is none.</summary>
    public static PyDateTime? ParseIso(string text)
    {
        var match = Iso().Match(text.Trim());
        return match.Success ? Make(match, (Number(match, "y"), Number(match, "m", 1), Number(match, "d", 1)), null) : null;
    }

    /// <summary>What dateutil reads: ISO, slashes with the month first, and month names; today's date for a mere time.</summary>
    public static PyDateTime Parse(string text, LocalDate today, bool dayFirst)
    {
        var trimmed = text.Trim();
        if (ParseIso(trimmed) is { } iso)
        {
            return iso;
        }

        return TryNumbers(trimmed, dayFirst) ?? TryNames(trimmed, today) ?? TryTime(trimmed, today)
            ?? throw new TemplateException(TemplateErrorKind.ParserError, $"Unknown string format: {text}");
    }

    private const string Time = @"(?:(?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?:[.,](?<f>\d{1,9}))?)?\s*(?<p>[AaPp]\.?[Mm]\.?)?|(?<H>\d{1,2})\s*(?<p>[AaPp]\.?[Mm]\.?))\s*(?<z>Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?";

    [GeneratedRegex(@"^(?<y>\d{4})-?(?<m>\d{2})(?:-?(?<d>\d{2})(?:[T ](?:(?<H>\d{2}):?(?<M>\d{2})?(?::?(?<S>\d{2})(?:[.,](?<f>\d{1,9}))?)?)\s*(?<z>Z|UTC|[+-]\d{2}:?\d{0,2})?)?)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<a>\d{1,2})[/.-](?<b>\d{1,2})[/.-](?<y>\d{4}|\d{2})(?:[T ]+" + Time + ")?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:(?<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?<n>[a-z]{3,9})\.?|(?<n>[a-z]{3,9})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?|(?<n>[a-z]{3,9})\.?)(?:,?[\s-]+(?<y>\d{4}))?(?:,?\s+(?:at\s+)?" + Time + ")?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Names();

    [GeneratedRegex("^" + Time + "$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyTime();

    private static PyDateTime? TryNumbers(string text, bool dayFirst)
    {
        var match = Numbers().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var (first, second) = (Number(match, "a"), Number(match, "b"));
        var isDayFirst = (dayFirst && second <= 12) || first > 12;
        var year = Number(match, "y");
        year += year < 69 ? 2000 : year < 100 ? 1900 : 0;
        return Make(match, (year, isDayFirst ? second : first, isDayFirst ? first : second), null);
    }

    private static PyDateTime? TryNames(string text, LocalDate today)
    {
        var match = Names().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var month = Array.FindIndex(EnglishNames.Months, name => name.StartsWith(match.Groups["n"].Value, StringComparison.OrdinalIgnoreCase)) + 1;
        return month == 0 ? null : Make(match, (Number(match, "y", today.Year), month, Number(match, "d", today.Day)), null);
    }

    private static PyDateTime? TryTime(string text, LocalDate today)
    {
        var match = OnlyTime().Match(text);
        return match.Success ? Make(match, (today.Year, today.Month, today.Day), null) : null;
    }

    private static PyDateTime Make(Match match, (int Year, int Month, int Day) day, PyTimeZone? zone)
    {
        var hour = Number(match, "H", 0);
        if (match.Groups["p"].Success)
        {
            hour = (hour % 12) + (match.Groups["p"].Value[0] is 'p' or 'P' ? 12 : 0);
        }

        var fraction = match.Groups["f"].Success ? long.Parse(match.Groups["f"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture) : 0;
        if (match.Groups["z"].Success)
        {
            zone = Zone(match.Groups["z"].Value);
        }

        return DateTimeMethods.Checked(() => PyDateTime.From(
            new LocalDateTime(day.Year, day.Month, day.Day, hour, Number(match, "M", 0), Number(match, "S", 0)).PlusTicks(fraction * 10),
            zone,
            isPendulum: false));
    }

    private static PyTimeZone Zone(string text)
    {
        if (text[0] is not ('+' or '-'))
        {
            return PyTimeZone.Utc;
        }

        var digits = text[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var seconds = (int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture) * 3600) + (int.Parse(digits.AsSpan(2, 2), CultureInfo.InvariantCulture) * 60);
        return DateTimeMethods.Checked(() => PyTimeZone.Fixed(Offset.FromSeconds(text[0] == '-' ? -seconds : seconds)));
    }

    private static int Number(Match match, string name, int fallback = 0) =>
        match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : fallback;
}
