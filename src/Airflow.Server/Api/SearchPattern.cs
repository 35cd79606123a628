using System.Globalization;
using System.Text;
using Airflow.Engine.Listing;

namespace Airflow.Server.Api;

/// <summary>What the parameters that search in texts mean.</summary>
internal static class SearchPattern
{
    private const char Alternative = '|';
    private const string Everything = "~";

    /// <summary>The text is found anywhere, without regard to case; % and _ stand for others, a backslash takes them for what they are.</summary>
    public static ListFilter Anywhere(string field, string text, bool hasAlternatives)
    {
        if (text is "" or Everything or "%")
        {
            return new ListFilter(field, ListOperator.Given);
        }

        return new ListFilter(field, ListOperator.Like, [.. Alternatives(text, hasAlternatives).Select(static one => $"%{Translate(one)}%")]);
    }

    /// <summary>The same where no letter of the text stands for others.</summary>
    public static string Literally(string text) => $"%{Escape(text)}%";

    /// <summary>
    /// The field begins with the text; case counts. As in Airflow, what follows the last letter or digit does not count, and what is searched
    /// is a range that ends where the last of them is one further.
    /// </summary>
    public static ListFilter Beginning(string field, string text, bool hasAlternatives)
    {
        var ranges = new List<object?>();
        foreach (var one in Alternatives(text == Everything ? "" : text, hasAlternatives))
        {
            var first = Trim(one);
            if (first.Length == 0)
            {
                return new ListFilter(field, ListOperator.Given);
            }

            ranges.AddRange([first, EndOf(first)]);
        }

        return new ListFilter(field, ListOperator.Between, [.. ranges]);
    }

    private static IEnumerable<string> Alternatives(string text, bool hasAlternatives)
    {
        if (!hasAlternatives || !text.Contains(Alternative, StringComparison.Ordinal))
        {
            return [text];
        }

        var parts = text.Split(Alternative, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? [text] : parts;
    }

    /// <summary>Without what stands behind the last letter or digit.</summary>
    private static string Trim(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var end = runes.FindLastIndex(Rune.IsLetterOrDigit);
        return string.Concat(runes.Take(end + 1));
    }

    /// <summary>The first text after all that begin with this one: its last letter one further. null: there is none that is sure to sort so.</summary>
    private static string? EndOf(string text)
    {
        while (text.Length > 0)
        {
            var last = text.EnumerateRunes().Last();
            var head = text[..^last.Utf16SequenceLength];
            if (Rune.TryCreate(last.Value + 1, out var next) && Rune.IsLetterOrDigit(next))
            {
                return head + next.ToString();
            }

            text = Trim(head);
        }

        return null;
    }

    /// <summary>A pattern with backslashes as one with exclamation marks, which mean the same in every database.</summary>
    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                text.Append(Escape(pattern[++i].ToString(CultureInfo.InvariantCulture)));
            }
            else
            {
                text.Append(pattern[i] is '!' ? "!!" : pattern[i].ToString(CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
