using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Templates;

/// <summary>Python's json.dumps and json.loads over template values.</summary>
internal static class JsonText
{
    private const int MaxDepth = 100;

    public static string Write(object? value, int? indent, bool sortKeys, Frame frame, bool ascii = true)
    {
        var text = new StringBuilder();
        new Writer(text, indent, sortKeys, ascii, frame).Append(value, 0);
        return text.ToString();
    }

    public static object? Read(string json)
    {
        try
        {
            return TemplateValues.From(JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth }));
        }
        catch (JsonException exception)
        {
            throw new TemplateException(TemplateErrorKind.JSONDecodeError, $"the text is no JSON: {exception.Message}", innerException: exception);
        }
    }

    public static void Quote(StringBuilder text, string value, bool ascii)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $@"\u{(int)letter:x4}"),
                > '~' when ascii => text.Append(CultureInfo.InvariantCulture, $@"\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    private sealed class Writer(StringBuilder text, int? indent, bool sortKeys, bool ascii, Frame frame)
    {
        public void Append(object? value, int depth)
        {
            frame.Budget.Step();
            if (depth > MaxDepth)
            {
                throw new TemplateException(TemplateErrorKind.RecursionError, "a value is nested too deeply for JSON");
            }

            switch (value)
            {
                case null: text.Append("null"); break;
                case bool flag: text.Append(flag ? "true" : "false"); break;
                case long or BigInteger: text.Append(PyText.Str(value)); break;
                case double number: text.Append(double.IsFinite(number) ? PythonFloat.Text(number) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"); break;
                case string content: Quote(text, content, ascii); break;
                case PyList list: AppendList(list.Items, depth); break;
                case PyTuple tuple: AppendList(tuple.Items, depth); break;
                case PyDict dict: AppendDict(dict, depth); break;
                case PyUndefined { Behavior: UndefinedBehavior.Strict } undefined: throw undefined.Error();
                default: throw PyError.Type($"Object of type {PyType.Name(value)} is not JSON serializable");
            }
        }

        private void AppendList(IList<object?> items, int depth)
        {
            text.Append('[');
            for (var index = 0; index < items.Count; index++)
            {
                Separate(index, depth);
                Append(items[index], depth + 1);
            }

            Close(items.Count, ']', depth);
        }

        private void AppendDict(PyDict dict, int depth)
        {
            text.Append('{');
            var items = dict.Items.ToList();
            if (sortKeys)
            {
                items = [.. Sorting.Sort(items.Select(item => (object?)new PyTuple(item.Key, item.Value)), pair => [((PyTuple)pair!).Items[0]], false)
                    .Select(pair => KeyValuePair.Create(((PyTuple)pair!).Items[0], ((PyTuple)pair).Items[1]))];
            }

            for (var index = 0; index < items.Count; index++)
            {
                Separate(index, depth);
                Quote(text, Key(items[index].Key), ascii);
                text.Append(": ");
                Append(items[index].Value, depth + 1);
            }

            Close(items.Count, '}', depth);
        }

        private static string Key(object? key) => key switch
        {
            string content => content,
            null => "null",
            bool flag => flag ? "true" : "false",
            long or BigInteger or double => PyText.Str(key),
            _ => throw PyError.Type($"keys must be str, int, float, bool or None, not {PyType.Name(key)}"),
        };

        private void Separate(int index, int depth)
        {
            if (index > 0)
            {
                text.Append(indent is null ? ", " : ",");
            }

            Line(depth + 1);
        }

        private void Close(int count, char bracket, int depth)
        {
            if (count > 0)
            {
                Line(depth);
            }

            text.Append(bracket);
        }

        private void Line(int depth)
        {
            if (indent is { } width)
            {
                var blanks = Math.Clamp(width, 0, 1000) * depth;
                frame.Budget.Chars(blanks);
                text.Append('\n').Append(' ', blanks);
            }
        }
    }
}
