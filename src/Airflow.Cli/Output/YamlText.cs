using System.Collections;

namespace Airflow.Cli.Output;

/// <summary>YAML as Python's yaml.dump writes it: block style, sorted keys, lists at the indent of their key, ASCII only, folded after column 80.</summary>
internal sealed class YamlText
{
    private readonly YamlWriter _writer = new();

    public static string Render(object? value)
    {
        var yaml = new YamlText();
        if (value is IReadOnlyDictionary<string, object?> { Count: > 0 } or (ICollection { Count: > 0 } and not IReadOnlyDictionary<string, object?>))
        {
            yaml.WriteBlock(value, 0);
        }
        else
        {
            yaml.WriteInline(value, 0);
            if (value is null or string)
            {
                yaml._writer.NewLine(0);
                yaml._writer.Write("...");
            }
        }

        return yaml._writer.ToString() + "\n";
    }

    private void WriteBlock(object value, int indent)
    {
        if (value is IReadOnlyDictionary<string, object?> map)
        {
            WriteMap(map, indent);
        }
        else
        {
            WriteList((IEnumerable)value, indent);
        }
    }

    private void WriteMap(IReadOnlyDictionary<string, object?> map, int indent)
    {
        var isFirst = true;
        foreach (var entry in map.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            if (!isFirst)
            {
                _writer.NewLine(indent);
            }

            isFirst = false;
            YamlScalar.Write(_writer, entry.Key, indent, isKey: true);
            _writer.Write(":");
            WriteValue(entry.Value, indent);
        }
    }

    private void WriteValue(object? value, int indent)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> { Count: > 0 } map:
                _writer.NewLine(indent + 2);
                WriteMap(map, indent + 2);
                break;
            case ICollection { Count: > 0 } list and not IReadOnlyDictionary<string, object?>:
                _writer.NewLine(indent);
                WriteList(list, indent);
                break;
            default:
                _writer.Write(" ");
                WriteInline(value, indent + 2);
                break;
        }
    }

    private void WriteList(IEnumerable list, int indent)
    {
        var isFirst = true;
        foreach (var item in list)
        {
            if (!isFirst)
            {
                _writer.NewLine(indent);
            }

            isFirst = false;
            _writer.Write("- ");
            if (item is IReadOnlyDictionary<string, object?> { Count: > 0 } or (ICollection { Count: > 0 } and not IReadOnlyDictionary<string, object?>))
            {
                WriteBlock(item, indent + 2);
            }
            else
            {
                WriteInline(item, indent + 2);
            }
        }
    }

    private void WriteInline(object? value, int indent)
    {
        switch (value)
        {
            case null:
                _writer.Write("null");
                break;
            case bool flag:
                _writer.Write(flag ? "true" : "false");
                break;
            case string text:
                YamlScalar.Write(_writer, text, indent, isKey: false);
                break;
            case IReadOnlyDictionary<string, object?>:
                _writer.Write("{}");
                break;
            case IEnumerable:
                _writer.Write("[]");
                break;
            default:
                _writer.Write(PythonText.Str(value));
                break;
        }
    }
}
