using System.Globalization;
using System.Text;

namespace Airflow.Cli.Output;

/// <summary>Writes a text plain, in single or in double quotes, whichever is the first that reads back as the same text.</summary>
internal static class YamlScalar
{
    public static void Write(YamlWriter writer, string text, int indent, bool isKey)
    {
        var shape = YamlShape.Of(text);
        if (shape.AllowsPlain && !YamlImplicit.IsOther(text))
        {
            WritePlain(writer, text, indent, isKey);
        }
        else if (shape.AllowsSingleQuotes && !(isKey && shape.IsMultiline))
        {
            WriteSingleQuoted(writer, text, indent, isKey);
        }
        else
        {
            WriteDoubleQuoted(writer, text, indent, isKey);
        }
    }

    private static void WritePlain(YamlWriter writer, string text, int indent, bool isKey)
    {
        for (var i = 0; i < text.Length; i++)
        {
            // a blank at either end would be lost with the line break
            var isInside = !isKey && i > 0 && i < text.Length - 1;
            if (isInside && IsLoneBlank(text, i) && writer.IsFull)
            {
                writer.NewLine(indent);
            }
            else
            {
                writer.Write(text[i]);
            }
        }
    }

    private static void WriteSingleQuoted(YamlWriter writer, string text, int indent, bool isKey)
    {
        writer.Write('\'');
        var lines = text.Replace("'", "''", StringComparison.Ordinal).Split('\n');
        var breaks = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            breaks += i > 0 ? 1 : 0;
            if (breaks > 0 && (lines[i].Length > 0 || i == lines.Length - 1))
            {
                writer.Break(breaks + 1);
                writer.Indent(indent);
                breaks = 0;
            }

            WritePlain(writer, lines[i], indent, isKey);
        }

        writer.Write('\'');
    }

    private static void WriteDoubleQuoted(YamlWriter writer, string text, int indent, bool isKey)
    {
        writer.Write('"');
        var wasBlank = false;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == ' ' && !isKey && !wasBlank && position > 0 && position < text.Length - 1 && writer.IsFull)
            {
                writer.NewLine(indent);
                if (IsBlankAt(text, position + 1))
                {
                    writer.Write('\\');
                }
            }
            else
            {
                writer.Write(Escape(rune));
            }

            wasBlank = rune.Value == ' ';
            position += rune.Utf16SequenceLength;
        }

        writer.Write('"');
    }

    /// <summary>Only a single blank reads back from a line break.</summary>
    private static bool IsLoneBlank(string text, int index) => text[index] == ' ' && !IsBlankAt(text, index - 1) && !IsBlankAt(text, index + 1);

    private static bool IsBlankAt(string text, int index) => index >= 0 && index < text.Length && text[index] == ' ';

    private static string Escape(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        0x0B => "\\v",
        0x0C => "\\f",
        '\r' => "\\r",
        0x1B => "\\e",
        0x85 => "\\N",
        0xA0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        >= ' ' and <= '~' => rune.ToString(),
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
    };
}
