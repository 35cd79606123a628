using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Templates;

/// <summary>Pendulum's DateTime.format: tokens such as YYYY and HH, text in brackets as it is.</summary>
internal static partial class PendulumFormat
{
    public static string Format(string format, PyDateTime date) => Tokens().Replace(format, match => match.Value switch
    {
        ['[', .., ']'] => match.Value[1..^1],
        ['\\', ..] => match.Value[1..],
        _ => Token(match.Value, date) ?? match.Value,
    });

    [GeneratedRegex(@"\[(?:(?!\]).)*\]|\\\[|\\\]|\\.|LTS|LT|LL?L?L?|YYYY|YY?|MMMM|MMM|MM?o?|DDDD|DDD|DD|Do|D|Qo?|dddd|ddd|dd|do|d|E|HH?|hh?|mm?|ss?|S{1,6}|A|ZZ?|zz?|X|x", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tokens();

    private static string? Token(string token, PyDateTime date) => token[0] switch
    {
        'Y' => token.Length == 2 ? Number(date.Local.Year % 100, 2) : token.Length == 4 ? Number(date.Local.Year, 4) : Number(date.Local.Year, 1),
        'M' => Month(token, date.Local.Month),
        'D' => token switch
        {
            "DDDD" => Number(date.Local.DayOfYear, 3),
            "DDD" => Number(date.Local.DayOfYear, 1),
            "Do" => EnglishNames.Ordinal(date.Local.Day),
            _ => Number(date.Local.Day, token.Length),
        },
        'd' or 'E' => Weekday(token, (int)date.Local.DayOfWeek),
        'Q' => token == "Qo" ? EnglishNames.Ordinal(Quarter(date)) : Number(Quarter(date), 1),
        'L' => Localised(token, date),
        _ => Time(token, date),
    };

    private static string Month(string token, int month) => token switch
    {
        "MMMM" => EnglishNames.Months[month - 1],
        "MMM" => EnglishNames.Short(EnglishNames.Months[month - 1]),
        "Mo" or "MMo" => EnglishNames.Ordinal(month),
        _ => Number(month, token.Length),
    };

    private static string Weekday(string token, int day) => token switch
    {
        "dddd" => EnglishNames.Days[day - 1],
        "ddd" => EnglishNames.Short(EnglishNames.Days[day - 1]),
        "dd" => EnglishNames.Days[day - 1][..2],
        "do" => EnglishNames.Ordinal(day % 7),
        "d" => Number(day % 7, 1),
        _ => Number(day, 1),
    };

    private static string? Time(string token, PyDateTime date) => token switch
    {
        "HH" or "H" => Number(date.Local.Hour, token.Length),
        "hh" or "h" => Number(date.Local.ClockHourOfHalfDay, token.Length),
        "mm" or "m" => Number(date.Local.Minute, token.Length),
        "ss" or "s" => Number(date.Local.Second, token.Length),
        ['S', ..] => Number((int)date.Microsecond, 6)[..token.Length],
        "A" => date.Local.Hour < 12 ? "AM" : "PM",
        "X" => date.Instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "x" => date.Instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "Z" => date.Zone is null ? "" : PyTimeZone.Sign(date.Offset, ":"),
        "ZZ" => date.Zone is null ? "" : PyTimeZone.Sign(date.Offset, ""),
        "z" => date.Zone?.Name ?? "",
        "zz" => date.Zone?.Abbreviation(date.Instant) ?? "",
        _ => null,
    };

    private static string Localised(string token, PyDateTime date) => Format(
        token switch
        {
            "LTS" => "h:mm:ss A",
            "LT" => "h:mm A",
            "L" => "MM/DD/YYYY",
            "LL" => "MMMM D, YYYY",
            "LLL" => "MMMM D, YYYY h:mm A",
            _ => "dddd, MMMM D, YYYY h:mm A",
        },
        date);

    private static int Quarter(PyDateTime date) => (date.Local.Month + 2) / 3;

    private static string Number(int value, int digits) => value.ToString(new string('0', digits), CultureInfo.InvariantCulture);
}
