using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Filters that lay texts out.</summary>
internal static class TextLayoutFilters
{
    public static PyFunction[] All { get; } =
    [
        new("indent(s, width=4, first=False, blank=False)", Indent),
        new("center(value, width=80)", call => PyCase.Center(call.Text(0), call.Int(1), ' ', call.Frame)),
        new("truncate(s, length=255, killwords=False, end='...', leeway=5)", Truncate),
        new("wordwrap(s, width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True)", Wrap),
        new("filesizeformat(value, binary=False)", FileSize),
    ];

    private static string Indent(BoundCall call)
    {
        var prefix = call[1] is string given ? given : new string(' ', Math.Clamp(call.Int(1), 0, 10_000));
        var lines = (call.Text(0) + "\n").Split('\n')[..^1];
        call.Frame.Budget.Chars((long)lines.Length * prefix.Length);
        var text = call.Flag(3)
            ? string.Join("\n" + prefix, lines)
            : string.Join('\n', lines.Select((line, index) => index > 0 && line.Length > 0 ? prefix + line : line));
        return call.Flag(2) ? prefix + text : text;
    }

    private static string Truncate(BoundCall call)
    {
        var text = call.Text(0);
        var length = call.Int(1);
        var end = call.Text(3);
        var room = length - PyString.Length(end);
        if (room < 0 || call.Int(4) < 0)
        {
            throw new TemplateException(TemplateErrorKind.AssertionError, $"expected length >= {PyString.Length(end)}, got {length}");
        }

        if (PyString.Length(text) <= length + call.Int(4))
        {
            return text;
        }

        var start = PyString.Part(text, 0, room);
        var cut = start.LastIndexOf(' ');
        return (call.Flag(2) || cut < 0 ? start : start[..cut]) + end;
    }

    private static string Wrap(BoundCall call)
    {
        var width = call.Int(1) > 0 ? call.Int(1) : throw PyError.Value($"invalid width {call.Int(1)} (must be > 0)");
        var separator = call.StrOrNone(3) ?? "\n";
        return string.Join(separator, call.Text(0).ReplaceLineEndings("\n").Split('\n')
            .Select(line => string.Join(separator, WrapLine(line, width, call.Flag(2), call.Flag(4)))));
    }

    private static List<string> WrapLine(string line, int width, bool breakLong, bool breakHyphens)
    {
        var lines = new List<string>();
        var current = new StringBuilder();
        foreach (var chunk in Chunks(line, breakHyphens))
        {
            var rest = chunk;
            if (current.Length + rest.Length > width && current.Length > 0 && !(breakLong && rest.Length > width))
            {
                Flush(lines, current);
            }

            while (breakLong && rest.Length > width)
            {
                var room = width - current.Length;
                current.Append(rest.AsSpan(0, room));
                rest = rest[room..];
                Flush(lines, current);
            }

            if (current.Length > 0 || lines.Count == 0 || !string.IsNullOrWhiteSpace(rest))
            {
                current.Append(rest);
            }
        }

        Flush(lines, current);
        return lines;
    }

    private static void Flush(List<string> lines, StringBuilder current)
    {
        var text = current.ToString().TrimEnd(' ', '\t');
        if (text.Length > 0)
        {
            lines.Add(text);
        }

        current.Clear();
    }

    private static IEnumerable<string> Chunks(string line, bool breakHyphens)
    {
        var start = 0;
        for (var at = 1; at <= line.Length; at++)
        {
            var atBlank = at == line.Length || (line[at] is ' ' or '\t') != (line[at - 1] is ' ' or '\t');
            var afterHyphen = breakHyphens && at < line.Length && at > 1 && line[at - 1] == '-' && char.IsLetter(line[at - 2]) && char.IsLetter(line[at]);
            if (atBlank || afterHyphen)
            {
                yield return line[start..at];
                start = at;
            }
        }
    }

    private static string FileSize(BoundCall call)
    {
        var bytes = call[0] is string text && PyNumber.TryParseFloat(text, out var parsed) ? parsed : call.Float(0);
        var binary = call.Flag(1);
        var step = binary ? 1024.0 : 1000.0;
        string[] units = binary ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
        if (Math.Abs(bytes - 1) < double.Epsilon)
        {
            return "1 Byte";
        }

        if (bytes < step)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Truncate(bytes)} Bytes");
        }

        var size = bytes;
        var unit = -1;
        while (size >= step && unit < units.Length - 1)
        {
            size /= step;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, 1, MidpointRounding.ToEven):0.0} {units[unit]}");
    }
}
