using System.Globalization;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Templates;

/// <summary>Date patterns of Unicode, as Babel formats them, in English.</summary>
internal static partial class BabelFormat
{
    public static string Format(PyDateTime date, string pattern, string locale)
    {
        if (!locale.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            throw PyError.Value($"unknown locale '{locale}': only English names of days and months are known");
        }

        var expanded = pattern switch
        {
            "short" => "M/d/yy, h:mm\u202Fa",
            "medium" => "MMM d, y, h:mm:ss\u202Fa",
            "long" => "MMMM d, y, h:mm:ss\u202Fa z",
            "full" => "EEEE, MMMM d, y, h:mm:ss\u202Fa zzzz",
            _ => pattern,
        };
        return Fields().Replace(expanded, match => match.Value[0] == '\''
            ? match.Length == 2 ? "'" : match.Value[1..^1].Replace("''", "'", StringComparison.Ordinal)
            : Field(match.Value, date));
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|(?<letter>[A-Za-z])\k<letter>*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fields();

    private static string Field(string field, PyDateTime date) => field[0] switch
    {
        'y' or 'Y' or 'u' => field.Length == 2 ? Number(date.Local.Year % 100, 2) : Number(date.Local.Year, field.Length),
        'M' or 'L' => Name(field, date.Local.Month, EnglishNames.Months[date.Local.Month - 1]),
        'd' => Number(date.Local.Day, field.Length),
        'D' => Number(date.Local.DayOfYear, field.Length),
        'E' => Weekday(field, EnglishNames.Days[(int)date.Local.DayOfWeek - 1]),
        'Q' or 'q' => Quarter(field, (date.Local.Month + 2) / 3),
        _ => Time(field, date),
    };

    private static string Weekday(string field, string name) => field.Length switch
    {
        4 => name,
        5 => name[..1],
        6 => name[..2],
        _ => EnglishNames.Short(name),
    };

    private static string Time(string field, PyDateTime date) => field[0] switch
    {
        'a' => date.Local.Hour < 12 ? "AM" : "PM",
        'H' => Number(date.Local.Hour, field.Length),
        'h' => Number(date.Local.ClockHourOfHalfDay, field.Length),
        'k' => Number(date.Local.Hour == 0 ? 24 : date.Local.Hour, field.Length),
        'K' => Number(date.Local.Hour % 12, field.Length),
        'm' => Number(date.Local.Minute, field.Length),
        's' => Number(date.Local.Second, field.Length),
        'S' => Number((int)date.Microsecond, 6).PadRight(field.Length, '0')[..field.Length],
        'z' or 'v' => field.Length > 3 ? "Coordinated Universal Time" : "UTC",
        'Z' => field.Length switch
        {
            5 => "Z",
            4 => "GMT",
            _ => "+0000",
        },
        _ => field,
    };

    private static string Name(string field, int month, string name) => field.Length switch
    {
        1 or 2 => Number(month, field.Length),
        3 => EnglishNames.Short(name),
        5 => name[..1],
        _ => name,
    };

    private static string Quarter(string field, int quarter) => field.Length switch
    {
        <= 2 => Number(quarter, field.Length),
        3 => $"Q{quarter}",
        _ => $"{EnglishNames.Ordinal(quarter)} quarter",
    };

    private static string Number(int value, int digits) => value.ToString(new string('0', digits), CultureInfo.InvariantCulture);
}
