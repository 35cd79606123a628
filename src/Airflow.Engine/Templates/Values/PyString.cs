using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Texts as Python sees them: sequences of code points, not of UTF-16 units.</summary>
internal static class PyString
{
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    public static int Length(string text) => IsPlain(text) ? text.Length : text.EnumerateRunes().Count();

    public static int Compare(string left, string right)
    {
        if (IsPlain(left) && IsPlain(right))
        {
            return string.CompareOrdinal(left, right);
        }

        return left.EnumerateRunes().Select(rune => rune.Value).Concat([-1]).Zip(right.EnumerateRunes().Select(rune => rune.Value).Concat([-1]))
            .Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0);
    }

    /// <summary>The characters, each a text of its own.</summary>
    public static IEnumerable<object?> Characters(string text) => text.EnumerateRunes().Select(rune => (object?)rune.ToString());

    public static string[] Split(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    /// <summary>The part between two places counted in code points.</summary>
    public static string Part(string text, int start, int end)
    {
        if (IsPlain(text))
        {
            return text[start..end];
        }

        var part = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Skip(start).Take(end - start))
        {
            part.Append(rune.ToString());
        }

        return part.ToString();
    }

    /// <summary>The place, in code points, of a place in UTF-16 units.</summary>
    public static long CodePointAt(string text, int index) => index < 0 || IsPlain(text) ? index : Length(text[..index]);
}
