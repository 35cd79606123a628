using System.Globalization;
using System.Numerics;
using System.Text;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Templates;

/// <summary>Python's str and repr of values.</summary>
internal static class PyText
{
    private const int MaxDepth = 200;

    public static string Str(object? value) => value switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        PyUndefined undefined => undefined.Text(),
        PyDateTime date => date.ToText(' '),
        PyDate date => date.IsoFormat(),
        PyTime time => time.IsoFormat(),
        PyInterval interval => interval.Repr(),
        PyTimeDelta delta => delta.Text(),
        PyTimeZone zone => zone.Name,
        TemplateObject known => known.Text(),
        _ => Repr(value),
    };

    public static string Repr(object? value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    /// <summary>A text in quotes, with escapes for what cannot be seen.</summary>
    public static string Quote(string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var text = new StringBuilder(value.Length + 2).Append(quote);
        foreach (var rune in value.EnumerateRunes())
        {
            AppendQuoted(text, rune, quote);
        }

        return text.Append(quote).ToString();
    }

    private static void AppendQuoted(StringBuilder text, Rune rune, char quote)
    {
        _ = rune.Value switch
        {
            '\\' => text.Append(@"\\"),
            '\n' => text.Append(@"\n"),
            '\r' => text.Append(@"\r"),
            '\t' => text.Append(@"\t"),
            var code when code == quote => text.Append('\\').Append(quote),
            var code when code is < 32 or 127 or (>= 0x80 and < 0xA1) or 0xAD => text.Append(CultureInfo.InvariantCulture, $@"\x{code:x2}"),
            var code when !Printable(rune) => code > 0xFFFF
                ? text.Append(CultureInfo.InvariantCulture, $@"\U{code:x8}")
                : text.Append(CultureInfo.InvariantCulture, $@"\u{code:x4}"),
            _ => text.Append(rune.ToString()),
        };
    }

    private static bool Printable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator) && (rune.Value == ' ' || Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator);

    private static void Append(StringBuilder text, object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new TemplateException(TemplateErrorKind.RecursionError, "a value is nested too deeply to be printed");
        }

        switch (value)
        {
            case PyList list: AppendItems(text, "[", list.Items, "]", depth); break;
            case PyTuple { Items: [var only] }: AppendItems(text, "(", [only], ",)", depth); break;
            case PyTuple tuple: AppendItems(text, "(", tuple.Items, ")", depth); break;
            case PySet { Count: 0 }: text.Append("set()"); break;
            case PySet set: AppendItems(text, "{", set.Items, "}", depth); break;
            case PyDictView view: AppendItems(text, view.Kind + "([", view.Items, "])", depth); break;
            case PyDict dict: AppendDict(text, dict, depth); break;
            default: text.Append(Scalar(value)); break;
        }
    }

    private static string Scalar(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger big => big.ToString(CultureInfo.InvariantCulture),
        double number => PythonFloat.Text(number),
        string text => Quote(text),
        PyBytes bytes => bytes.Repr(),
        PyRange range => range.Step == 1 ? $"range({range.Start}, {range.Stop})" : $"range({range.Start}, {range.Stop}, {range.Step})",
        PyGenerator => "<generator object>",
        PyDateTime date => date.Repr(),
        PyDate date => date.Repr(),
        PyTime time => time.Repr(),
        PyInterval interval => interval.Repr(),
        PyTimeDelta delta => delta.Repr(),
        PyTimeZone zone => $"Timezone('{zone.Name}')",
        // inside of other values even a strict one prints
        PyUndefined => "Undefined",
        TemplateObject known => known.Repr(),
        PyCallable callable => callable.Text,
        _ => throw new ArgumentException($"A {value.GetType().Name} is no template value.", nameof(value)),
    };

    private static void AppendItems(StringBuilder text, string open, IEnumerable<object?> items, string close, int depth)
    {
        text.Append(open);
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            Append(text, item, depth + 1);
            separator = ", ";
        }

        text.Append(close);
    }

    private static void AppendDict(StringBuilder text, PyDict dict, int depth)
    {
        text.Append('{');
        var separator = "";
        foreach (var (key, value) in dict.Items)
        {
            text.Append(separator);
            Append(text, key, depth + 1);
            text.Append(": ");
            Append(text, value, depth + 1);
            separator = ", ";
        }

        text.Append('}');
    }
}
