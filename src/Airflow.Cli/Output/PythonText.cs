using System.Collections;
using System.Globalization;
using System.Text;
using Airflow.Engine;

namespace Airflow.Cli.Output;

/// <summary>Values as Python writes them, since that is how Airflow prints them.</summary>
internal static class PythonText
{
    /// <summary>Python's str(): None, True, 2026-01-05 00:00:00+00:00, ['a', 1].</summary>
    public static string Str(object? value) => value switch
    {
        null => "None",
        string text => text,
        bool flag => flag ? "True" : "False",
        DateTimeOffset time => Time(time, ' '),
        double number => PythonJson.WriteFloat(number),
        IEnumerable => Repr(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Python's repr().</summary>
    public static string Repr(object? value) => value switch
    {
        string text => Quote(text),
        IReadOnlyDictionary<string, object?> map => $"{{{string.Join(", ", map.Select(static entry => $"{Repr(entry.Key)}: {Repr(entry.Value)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Repr))}]",
        _ => Str(value),
    };

    /// <summary>Python's isoformat(), 2026-01-05T00:00:00+00:00; empty for null.</summary>
    public static string IsoFormat(DateTimeOffset? time) => time is { } value ? Time(value, 'T') : "";

    /// <summary>Everything becomes text but null; lists and maps keep their shape.</summary>
    public static object? Normalize(object? value) => value switch
    {
        null => null,
        string text => text,
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(static entry => entry.Key, static entry => Normalize(entry.Value)),
        IEnumerable list => list.Cast<object?>().Select(Normalize).ToList(),
        _ => Str(value),
    };

    /// <summary>A list is written with commas in a table, everything else as text.</summary>
    public static string ToTableCell(object? value) => value is IEnumerable list and not string and not IReadOnlyDictionary<string, object?>
        ? string.Join(',', list.Cast<object?>().Select(ToTableCell))
        : Str(value);

    private static string Time(DateTimeOffset time, char separator)
    {
        var text = time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).Replace(' ', separator);
        var microseconds = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return (microseconds == 0 ? text : $"{text}.{microseconds:D6}") + time.ToString("zzz", CultureInfo.InvariantCulture);
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                _ when letter == quote => result.Append('\\').Append(letter),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => result.Append(letter),
            };
        }

        return result.Append(quote).ToString();
    }
}
