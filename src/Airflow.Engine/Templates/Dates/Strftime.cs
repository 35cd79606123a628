using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Calendars;

namespace Airflow.Engine.Templates;

/// <summary>Python's strftime in the C locale.</summary>
internal static class Strftime
{
    public static string Format(string format, PyDateTime date) => Format(format, date.Local, date.Zone is null ? null : date);

    public static string Format(string format, LocalDateTime date, PyDateTime? zoned)
    {
        var text = new StringBuilder(format.Length * 2);
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            at++;
            // glibc: - leaves out padding
            var unpadded = format[at] == '-' && at + 1 < format.Length;
            at += unpadded ? 1 : 0;
            var part = Directive(format[at], date, zoned);
            text.Append(unpadded && part is not null && part.Length > 1 ? part.TrimStart('0', ' ') is { Length: > 0 } bare ? bare : "0" : part ?? "%" + format[at]);
        }

        return text.ToString();
    }

    private static string? Directive(char letter, LocalDateTime date, PyDateTime? zoned) => letter switch
    {
        'Y' => date.Year.ToString(CultureInfo.InvariantCulture),
        'm' => Two(date.Month),
        'd' => Two(date.Day),
        'H' => Two(date.Hour),
        'M' => Two(date.Minute),
        'S' => Two(date.Second),
        'y' => Two(date.Year % 100),
        'C' => Two(date.Year / 100),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'f' => (date.NanosecondOfSecond / 1000).ToString("000000", CultureInfo.InvariantCulture),
        'I' => Two(date.ClockHourOfHalfDay),
        'p' => date.Hour < 12 ? "AM" : "PM",
        'A' => EnglishNames.Days[(int)date.DayOfWeek - 1],
        'a' => EnglishNames.Short(EnglishNames.Days[(int)date.DayOfWeek - 1]),
        'B' => EnglishNames.Months[date.Month - 1],
        'b' or 'h' => EnglishNames.Short(EnglishNames.Months[date.Month - 1]),
        _ => WeekDirective(letter, date) ?? CompoundDirective(letter, date, zoned),
    };

    private static string? WeekDirective(char letter, LocalDateTime date)
    {
        var monday = (int)date.DayOfWeek - 1;
        var sunday = (int)date.DayOfWeek % 7;
        return letter switch
        {
            'u' => (monday + 1).ToString(CultureInfo.InvariantCulture),
            'w' => sunday.ToString(CultureInfo.InvariantCulture),
            'U' => Two((date.DayOfYear + 6 - sunday) / 7),
            'W' => Two((date.DayOfYear + 6 - monday) / 7),
            'V' => Two(WeekYearRules.Iso.GetWeekOfWeekYear(date.Date)),
            'G' => WeekYearRules.Iso.GetWeekYear(date.Date).ToString(CultureInfo.InvariantCulture),
            'g' => Two(WeekYearRules.Iso.GetWeekYear(date.Date) % 100),
            _ => null,
        };
    }

    private static string? CompoundDirective(char letter, LocalDateTime date, PyDateTime? zoned) => letter switch
    {
        'F' => Format("%Y-%m-%d", date, zoned),
        'T' or 'X' => Format("%H:%M:%S", date, zoned),
        'D' or 'x' => Format("%m/%d/%y", date, zoned),
        'R' => Format("%H:%M", date, zoned),
        'r' => Format("%I:%M:%S %p", date, zoned),
        'c' => Format("%a %b %e %H:%M:%S %Y", date, zoned),
        'e' => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'k' => date.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => date.ClockHourOfHalfDay.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'z' => zoned is null ? "" : PyTimeZone.Sign(zoned.Offset, ""),
        'Z' => zoned?.Zone?.Abbreviation(zoned.Instant) ?? "",
        's' => (zoned?.Instant ?? date.InUtc().ToInstant()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    private static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
