using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Templates;

/// <summary>Writes values as YAML in block style, as PyYAML does.</summary>
internal static partial class YamlWriter
{
    private const int MaxDepth = 100;

    public static string Write(object? value, bool flow, bool sortKeys, Frame frame)
    {
        var text = new StringBuilder();
        if (flow || value is not (PyDict { Count: > 0 } or PyList { Items.Count: > 0 } or PyTuple { Items.Length: > 0 }))
        {
            text.Append(Inline(value, sortKeys, 0)).Append('\n');
        }
        else
        {
            Block(text, value, 0, sortKeys);
        }

        frame.Budget.Chars(text.Length);
        return text.ToString();
    }

    private static void Block(StringBuilder text, object? value, int depth, bool sortKeys)
    {
        if (depth > MaxDepth)
        {
            throw new TemplateException(TemplateErrorKind.RecursionError, "a value is nested too deeply for YAML");
        }

        if (value is PyDict dict)
        {
            foreach (var (key, item) in Sorted(dict, sortKeys))
            {
                text.Append(' ', depth * 2).Append(Inline(key, sortKeys, depth)).Append(':');
                Item(text, item, item is PyDict ? depth + 1 : depth, sortKeys);
            }

            return;
        }

        foreach (var item in PySequence.Items(value))
        {
            text.Append(' ', depth * 2).Append('-');
            if (item is PyDict { Count: > 0 } or PyList { Items.Count: > 0 })
            {
                // the first line of what is inside stands beside the hyphen
                var inner = new StringBuilder();
                Block(inner, item, depth + 1, sortKeys);
                text.Append(' ').Append(inner.ToString().AsSpan((depth + 1) * 2));
            }
            else
            {
                text.Append(' ').Append(Inline(item, sortKeys, depth)).Append('\n');
            }
        }
    }

    private static void Item(StringBuilder text, object? item, int depth, bool sortKeys)
    {
        if (item is PyDict { Count: > 0 } or PyList { Items.Count: > 0 } or PyTuple { Items.Length: > 0 })
        {
            text.Append('\n');
            Block(text, item, depth, sortKeys);
        }
        else
        {
            text.Append(' ').Append(Inline(item, sortKeys, depth)).Append('\n');
        }
    }

    private static IEnumerable<KeyValuePair<object?, object?>> Sorted(PyDict dict, bool sortKeys) => sortKeys
        ? Sorting.Sort(dict.Keys, key => [key], reverse: false).Select(key => KeyValuePair.Create(key, dict[key]))
        : dict.Items;

    private static string Inline(object? value, bool sortKeys, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new TemplateException(TemplateErrorKind.RecursionError, "a value is nested too deeply for YAML");
        }

        return value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string text => Text(text),
            PyDict dict => "{" + string.Join(", ", Sorted(dict, sortKeys).Select(item => $"{Inline(item.Key, sortKeys, depth + 1)}: {Inline(item.Value, sortKeys, depth + 1)}")) + "}",
            PyList or PyTuple => "[" + string.Join(", ", PySequence.Items(value).Select(item => Inline(item, sortKeys, depth + 1))) + "]",
            _ => PyText.Str(value),
        };
    }

    private static string Text(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            var quoted = new StringBuilder();
            JsonText.Quote(quoted, text, ascii: false);
            return quoted.ToString();
        }

        return text.Length == 0 || Special().IsMatch(text) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : text;
    }

    [GeneratedRegex(@"^[-?:]($|\s)|^[,\[\]{}#&*!|>'""%@`]|:(\s|$)|\s#|^\s|\s$|^[-+.0-9][-+._0-9eExXa-fA-F:]*$|^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|=|<<|---.*)$|^\d{4}-\d{2}-\d{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Special();
}
