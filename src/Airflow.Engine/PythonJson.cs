using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine;

/// <summary>Writes JSON letter for letter as Python's json.dumps does: spaces after , and :, ASCII only, Python's floats.</summary>
public static class PythonJson
{
    /// <summary>The text; with an indent each item has a line of its own.</summary>
    public static string Write(JsonNode? node, int? indent = null, bool ascii = true)
    {
        var writer = new Writer(indent, ascii);
        writer.Append(node, 0);
        return writer.ToString();
    }

    /// <summary>A float as Python's repr writes it.</summary>
    public static string WriteFloat(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 16 || value == 0)
        {
            var plain = shortest.Contains('E', StringComparison.Ordinal) ? ((decimal)value).ToString(CultureInfo.InvariantCulture) : shortest;
            return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
        }

        var digits = shortest.Contains('E', StringComparison.Ordinal) ? shortest[..shortest.IndexOf('E', StringComparison.Ordinal)] : Mantissa(shortest);
        return $"{digits}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Mantissa(string plain)
    {
        var sign = plain.StartsWith('-') ? "-" : "";
        var digits = plain.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Trim('0');
        return digits.Length > 1 ? $"{sign}{digits[0]}.{digits[1..]}" : sign + digits;
    }

    private sealed class Writer(int? indent, bool ascii)
    {
        private readonly StringBuilder _text = new();

        public override string ToString() => _text.ToString();

        public void Append(JsonNode? node, int depth)
        {
            switch (node)
            {
                case null:
                    _text.Append("null");
                    break;
                case JsonObject entries:
                    AppendItems('{', '}', entries, depth, entry =>
                    {
                        AppendString(entry.Key);
                        _text.Append(": ");
                        Append(entry.Value, depth + 1);
                    });
                    break;
                case JsonArray items:
                    AppendItems('[', ']', items, depth, item => Append(item, depth + 1));
                    break;
                default:
                    AppendValue(node.AsValue());
                    break;
            }
        }

        private void AppendItems<T>(char open, char close, ICollection<T> items, int depth, Action<T> append)
        {
            _text.Append(open);
            var isFirst = true;
            foreach (var item in items)
            {
                _text.Append(isFirst ? "" : indent is null ? ", " : ",");
                AppendLine(depth + 1);
                append(item);
                isFirst = false;
            }

            if (!isFirst)
            {
                AppendLine(depth);
            }

            _text.Append(close);
        }

        private void AppendLine(int depth)
        {
            if (indent is { } width)
            {
                _text.Append('\n').Append(' ', width * depth);
            }
        }

        private void AppendValue(JsonValue value)
        {
            switch (value.GetValueKind())
            {
                case JsonValueKind.String:
                    AppendString(value.GetValue<string>());
                    break;
                case JsonValueKind.True:
                    _text.Append("true");
                    break;
                case JsonValueKind.False:
                    _text.Append("false");
                    break;
                default:
                    AppendNumber(value.ToJsonString());
                    break;
            }
        }

        private void AppendNumber(string number)
        {
            if (number.AsSpan().ContainsAny(".eE"))
            {
                _text.Append(WriteFloat(double.Parse(number, CultureInfo.InvariantCulture)));
            }
            else
            {
                _text.Append(BigInteger.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
            }
        }

        private void AppendString(string value)
        {
            _text.Append('"');
            foreach (var letter in value)
            {
                AppendLetter(letter);
            }

            _text.Append('"');
        }

        private void AppendLetter(char letter)
        {
            switch (letter)
            {
                case '"':
                    _text.Append("\\\"");
                    break;
                case '\\':
                    _text.Append("\\\\");
                    break;
                case '\n':
                    _text.Append("\\n");
                    break;
                case '\r':
                    _text.Append("\\r");
                    break;
                case '\t':
                    _text.Append("\\t");
                    break;
                case '\b':
                    _text.Append("\\b");
                    break;
                case '\f':
                    _text.Append("\\f");
                    break;
                case < ' ':
                case > '~' when ascii && letter != '\x7f':
                    _text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    _text.Append(letter);
                    break;
            }
        }
    }
}
