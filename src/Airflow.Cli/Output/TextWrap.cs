using System.Text;

namespace Airflow.Cli.Output;

/// <summary>Folds lines at words; a word longer than a line is cut. A line keeps the blank it was broken at, as far as it fits.</summary>
internal static class TextWrap
{
    private const int TabSize = 8;

    /// <summary>Columns of a message on stderr that no terminal limits.</summary>
    public const int MessageWidth = 80;

    public static IEnumerable<string> Lines(string text, int width) => text.Split('\n').SelectMany(line => FoldLine(ExpandTabs(line), width));

    private static List<string> FoldLine(string line, int width)
    {
        var result = new List<string>();
        var start = 0;
        var column = 0;
        foreach (var (wordStart, word) in Words(line))
        {
            var length = CellWidth.Of(word.AsSpan().TrimEnd());
            if (width - column >= length)
            {
                column += CellWidth.Of(word);
            }
            else if (length > width)
            {
                column = Chop(line, word, wordStart, width, result, ref start);
            }
            else if (column > 0 && wordStart > 0)
            {
                result.Add(Fit(line[start..wordStart], width));
                start = wordStart;
                column = CellWidth.Of(word);
            }
        }

        result.Add(Fit(line[start..], width));
        return result;
    }

    /// <summary>Cuts a word that is wider than a line; returns the columns of its last piece.</summary>
    private static int Chop(string line, string word, int wordStart, int width, List<string> result, ref int start)
    {
        var column = 0;
        var position = wordStart;
        if (position > start)
        {
            result.Add(Fit(line[start..position], width));
            start = position;
        }

        foreach (var rune in word.EnumerateRunes())
        {
            var runeWidth = CellWidth.Of(rune);
            if (column + runeWidth > width)
            {
                result.Add(Fit(line[start..position], width));
                start = position;
                column = 0;
            }

            column += runeWidth;
            position += rune.Utf16SequenceLength;
        }

        return column;
    }

    /// <summary>A word with the blanks around it, so that the pieces make the whole line again.</summary>
    private static IEnumerable<(int Start, string Word)> Words(string line)
    {
        var position = 0;
        while (position < line.Length)
        {
            var end = position;
            end = Skip(line, end, isBlank: true);
            if (end == line.Length)
            {
                yield break;
            }

            end = Skip(line, end, isBlank: false);
            end = Skip(line, end, isBlank: true);
            yield return (position, line[position..end]);
            position = end;
        }
    }

    private static int Skip(string line, int position, bool isBlank)
    {
        while (position < line.Length && char.IsWhiteSpace(line[position]) == isBlank)
        {
            position++;
        }

        return position;
    }

    private static string Fit(string line, int width)
    {
        var excess = CellWidth.Of(line) - width;
        var blanks = line.Length - line.AsSpan().TrimEnd().Length;
        return excess > 0 ? line[..^Math.Min(excess, blanks)] : line;
    }

    private static string ExpandTabs(string line)
    {
        if (!line.Contains('\t', StringComparison.Ordinal))
        {
            return line;
        }

        var text = new StringBuilder();
        foreach (var letter in line)
        {
            _ = letter == '\t' ? text.Append(' ', TabSize - (text.Length % TabSize)) : text.Append(letter);
        }

        return text.ToString();
    }
}
