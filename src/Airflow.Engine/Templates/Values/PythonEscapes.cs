using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Resolves the escapes in Python's string literals; an unknown one stays as it is.</summary>
internal static class PythonEscapes
{
    /// <exception cref="FormatException">An escape is cut off or names no character.</exception>
    public static string Decode(string content, bool bytes = false)
    {
        if (!content.Contains('\\', StringComparison.Ordinal))
        {
            return content;
        }

        var text = new StringBuilder(content.Length);
        for (var at = 0; at < content.Length; at++)
        {
            if (content[at] != '\\' || at + 1 == content.Length)
            {
                text.Append(content[at]);
                continue;
            }

            at++;
            at += Append(text, content, at, bytes);
        }

        return text.ToString();
    }

    /// <summary>Appends what the escape at the place stands for; gives how many more characters it took.</summary>
    private static int Append(StringBuilder text, string content, int at, bool bytes)
    {
        var simple = content[at] switch
        {
            '\n' => "",
            '\\' or '\'' or '"' => content[at].ToString(CultureInfo.InvariantCulture),
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'v' => "\v",
            _ => null,
        };
        if (simple is not null)
        {
            text.Append(simple);
            return 0;
        }

        var hexadecimal = content[at] switch
        {
            'x' => 2,
            'u' when !bytes => 4,
            'U' when !bytes => 8,
            _ => 0,
        };
        if (hexadecimal > 0)
        {
            return AppendCode(text, content.AsSpan(at + 1), hexadecimal);
        }

        if (content[at] is >= '0' and <= '7')
        {
            var digits = content.AsSpan(at, Math.Min(3, content.Length - at));
            var length = digits.IndexOfAnyExceptInRange('0', '7') is >= 0 and var end ? end : digits.Length;
            text.Append((char)Convert.ToInt32(digits[..length].ToString(), 8));
            return length - 1;
        }

        text.Append('\\').Append(content[at]);
        return 0;
    }

    private static int AppendCode(StringBuilder text, ReadOnlySpan<char> digits, int length)
    {
        if (digits.Length < length || !int.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
        {
            throw new FormatException("truncated or illegal escape");
        }

        _ = code > 0xFFFF ? text.Append(char.ConvertFromUtf32(code)) : text.Append((char)code);
        return length;
    }
}
