using System.Globalization;
using System.Text;

namespace Airflow.Engine.Connections;

/// <summary>Percent-encoding as Python's urllib does it.</summary>
internal static class UrlText
{
    /// <summary>Encodes everything but letters, digits and _.-~.</summary>
    public static string Quote(string text) => Uri.EscapeDataString(text);

    /// <summary>The same with + for a space, as in a query.</summary>
    public static string QuotePlus(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>Decodes %XX as UTF-8; what is no escape stays, what is no UTF-8 becomes U+FFFD.</summary>
    public static string Unquote(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        var position = 0;
        while (position < text.Length)
        {
            if (TryReadEscape(text, position, out var value))
            {
                bytes.Add(value);
                position += 3;
            }
            else if (char.IsAscii(text[position]))
            {
                bytes.Add((byte)text[position++]);
            }
            else
            {
                Flush();
                result.Append(text[position++]);
            }
        }

        Flush();
        return result.ToString();

        void Flush()
        {
            result.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    /// <summary>The pairs of a query in order; the last of equal keys wins.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseQuery(string query, bool keepBlank)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            if (keepBlank || value.Length > 0)
            {
                pairs.Add(new(UnquotePlus(key), UnquotePlus(value)));
            }
        }

        return pairs;
    }

    private static string UnquotePlus(string text) => Unquote(text.Replace('+', ' '));

    private static bool TryReadEscape(string text, int position, out byte value)
    {
        value = 0;
        return text[position] == '%'
            && position + 2 < text.Length
            && byte.TryParse(text.AsSpan(position + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
