using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>What Python's str methods do that filters need as well.</summary>
internal static class PyCase
{
    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var inside = false;
        foreach (var letter in text)
        {
            result.Append(inside ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter));
            inside = char.IsLetter(letter);
        }

        return result.ToString();
    }

    public static string SwapCase(string text) =>
        string.Concat(text.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));

    public static bool IsLower(string text) => text.Any(char.IsLower) && !text.Any(letter => char.IsUpper(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.TitlecaseLetter);

    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(letter => char.IsLower(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.TitlecaseLetter);

    public static bool IsTitle(string text)
    {
        var inside = false;
        var any = false;
        foreach (var letter in text)
        {
            if (char.IsLetter(letter) && char.IsUpper(letter) == inside)
            {
                return false;
            }

            inside = char.IsLetter(letter);
            any |= inside;
        }

        return any;
    }

    public static string Strip(string text, string? characters, bool start, bool end)
    {
        var set = characters?.ToCharArray();
        if (start)
        {
            text = set is null ? text.TrimStart() : set.Length == 0 ? text : text.TrimStart(set);
        }

        if (end)
        {
            text = set is null ? text.TrimEnd() : set.Length == 0 ? text : text.TrimEnd(set);
        }

        return text;
    }

    public static string Center(string text, int width, char fill, Frame frame)
    {
        var missing = Math.Max(width - PyString.Length(text), 0);
        frame.Budget.Chars(missing);
        var left = (missing / 2) + (missing & width & 1);
        return new string(fill, left) + text + new string(fill, missing - left);
    }

    public static string Pad(string text, int width, char fill, bool left, Frame frame)
    {
        var missing = Math.Max(width - PyString.Length(text), 0);
        frame.Budget.Chars(missing);
        return left ? new string(fill, missing) + text : text + new string(fill, missing);
    }

    /// <summary>Replaces the first few occurrences, all with a negative count.</summary>
    public static string Replace(string text, string old, string with, long count, Frame frame)
    {
        var result = new StringBuilder();
        var at = 0;
        for (var done = 0L; count < 0 || done < count; done++)
        {
            var found = old.Length == 0 ? (at <= text.Length ? at : -1) : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(with);
            frame.Budget.Chars(with.Length + (found - at));
            at = found + old.Length;
            if (old.Length == 0)
            {
                if (at == text.Length)
                {
                    return result.ToString();
                }

                result.Append(text[at++]);
            }
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
