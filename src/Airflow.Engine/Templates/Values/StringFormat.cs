using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Python's str.format, with attributes as safe as everywhere in templates.</summary>
internal sealed class StringFormat(string format, object?[] positional, PyDict named, Frame frame)
{
    private int _auto;

    public string Run() => Run(format, 0);

    private string Run(string text, int depth)
    {
        if (depth > 2)
        {
            throw PyError.Value("Max string recursion exceeded");
        }

        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter is '{' or '}' && at + 1 < text.Length && text[at + 1] == letter)
            {
                result.Append(letter);
                at++;
            }
            else if (letter == '{')
            {
                var end = End(text, at);
                result.Append(Field(text[(at + 1)..end], depth));
                at = end;
            }
            else
            {
                result.Append(letter == '}' ? throw PyError.Value("Single '}' encountered in format string") : letter);
            }
        }

        frame.Budget.Chars(result.Length);
        return result.ToString();
    }

    private static int End(string text, int start)
    {
        var open = 0;
        for (var at = start; at < text.Length; at++)
        {
            open += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (open == 0)
            {
                return at;
            }
        }

        throw PyError.Value("expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? field : field[..colon];
        var spec = colon < 0 ? "" : Run(field[(colon + 1)..], depth + 1);
        var conversion = '\0';
        if (name.IndexOf('!', StringComparison.Ordinal) is >= 0 and var at)
        {
            conversion = at + 2 == name.Length ? name[at + 1] : throw PyError.Value("expected ':' after conversion specifier");
            name = name[..at];
        }

        var value = Value(name);
        return FormatSpec.Apply(
            conversion switch
            {
                '\0' => value,
                's' => PyText.Str(value),
                'r' or 'a' => PyText.Repr(value),
                _ => throw PyError.Value($"Unknown conversion specifier '{conversion}'"),
            },
            spec);
    }

    private object? Value(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[') is >= 0 and var found ? found : path.Length;
        var first = path[..end];
        var value = first.Length == 0 ? Positional(_auto++)
            : int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? Positional(index) : named[first];
        while (end < path.Length)
        {
            value = path[end] == '.' ? Attribute(value, path, ref end) : Item(value, path, ref end);
        }

        return value;
    }

    private object? Attribute(object? value, string path, ref int at)
    {
        var length = path.AsSpan(at + 1).IndexOfAny('.', '[') is >= 0 and var next ? next : path.Length - at - 1;
        var name = path.Substring(at + 1, length);
        at += 1 + length;
        return PyAttributes.Get(value, name, frame);
    }

    private object? Item(object? value, string path, ref int at)
    {
        var stop = path.IndexOf(']', at) is >= 0 and var close ? close : throw PyError.Value("Missing ']' in format string");
        var key = path[(at + 1)..stop];
        at = stop + 1;
        return PyAttributes.GetItem(value, long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : key, frame);
    }

    private object? Positional(int index) => index < positional.Length
        ? positional[index]
        : throw new TemplateException(TemplateErrorKind.IndexError, $"Replacement index {index} out of range for positional args tuple");
}
