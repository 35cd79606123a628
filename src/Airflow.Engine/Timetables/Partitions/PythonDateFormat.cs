using System.Globalization;
using System.Text;

namespace Airflow.Engine.Timetables.Partitions;

/// <summary>Python's date formats (%Y-%m-%d …), which Airflow's partition keys and templates are written in.</summary>
public static class PythonDateFormat
{
    /// <summary>strftime of a wall-clock time.</summary>
    public static string Format(DateTime local, string format, TimeSpan? offset = null, string zoneName = "")
    {
        ArgumentNullException.ThrowIfNull(format);
        var text = new StringBuilder();
        var i = 0;
        while (i < format.Length)
        {
            var character = format[i++];
            if (character != '%' || i == format.Length)
            {
                text.Append(character);
                continue;
            }
            text.Append(format[i++] switch
            {
                'z' => Offset(offset),
                'Z' => zoneName,
                '%' => "%",
                var directive => Date(local, directive) ?? Time(local, directive) ?? $"%{directive}",
            });
        }
        return text.ToString();
    }

    /// <summary>strptime; null when the text does not have that form.</summary>
    public static PythonDate? Parse(string text, string format)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(format);
        return new PythonDateReader(text, format).Read();
    }

    private static string? Date(DateTime local, char directive)
    {
        var culture = CultureInfo.InvariantCulture;
        var weekday = (int)local.DayOfWeek;
        var mondayFirst = (weekday + 6) % 7;
        return directive switch
        {
            'Y' => local.Year.ToString("0000", culture),
            'y' => (local.Year % 100).ToString("00", culture),
            'm' => local.Month.ToString("00", culture),
            'd' => local.Day.ToString("00", culture),
            'e' => local.Day.ToString(culture).PadLeft(2),
            'j' => local.DayOfYear.ToString("000", culture),
            'a' => local.ToString("ddd", culture),
            'A' => local.ToString("dddd", culture),
            'b' or 'h' => local.ToString("MMM", culture),
            'B' => local.ToString("MMMM", culture),
            'w' => weekday.ToString(culture),
            'u' => (mondayFirst + 1).ToString(culture),
            'V' => ISOWeek.GetWeekOfYear(local).ToString("00", culture),
            'G' => ISOWeek.GetYear(local).ToString("0000", culture),
            'U' => ((local.DayOfYear + 6 - weekday) / 7).ToString("00", culture),
            'W' => ((local.DayOfYear + 6 - mondayFirst) / 7).ToString("00", culture),
            'F' => local.ToString("yyyy-MM-dd", culture),
            'D' or 'x' => local.ToString("MM/dd/yy", culture),
            _ => null,
        };
    }

    private static string? Time(DateTime local, char directive)
    {
        var culture = CultureInfo.InvariantCulture;
        return directive switch
        {
            'H' => local.Hour.ToString("00", culture),
            'I' => (((local.Hour + 11) % 12) + 1).ToString("00", culture),
            'M' => local.Minute.ToString("00", culture),
            'S' => local.Second.ToString("00", culture),
            'f' => (local.Ticks % TimeSpan.TicksPerSecond / 10).ToString("000000", culture),
            'p' => local.Hour < 12 ? "AM" : "PM",
            'T' or 'X' => local.ToString("HH:mm:ss", culture),
            'R' => local.ToString("HH:mm", culture),
            'c' => local.ToString("ddd MMM ", culture) + local.Day.ToString(culture).PadLeft(2) + local.ToString(" HH:mm:ss yyyy", culture),
            'n' => "\n",
            't' => "\t",
            _ => null,
        };
    }

    private static string Offset(TimeSpan? offset)
    {
        if (offset is not { } span)
        {
            return "";
        }
        var form = span.Seconds == 0 ? "hhmm" : "hhmmss";
        return (span < TimeSpan.Zero ? "-" : "+") + span.ToString(form, CultureInfo.InvariantCulture);
    }
}
