using System.Buffers;
using System.Text.RegularExpressions;

namespace Airflow.Engine.Templates;

/// <summary>Filters that read or make HTML.</summary>
internal static partial class Html
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \t\n\r\f/>=");

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal);

    public static string StripTags(string text)
    {
        var bare = Tags().Replace(Comments().Replace(text, ""), "");
        return System.Net.WebUtility.HtmlDecode(string.Join(' ', bare.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    public static string Attributes(PyDict attributes, bool autospace)
    {
        var parts = attributes.Items.Where(item => item.Value is not (null or PyUndefined)).Select(item =>
        {
            var key = PyText.Str(item.Key);
            return key.AsSpan().ContainsAny(Forbidden)
                ? throw PyError.Value($"Invalid character in attribute name: {PyText.Quote(key)}")
                : $"{Escape(key)}=\"{Escape(PyText.Str(item.Value))}\"";
        });
        var text = string.Join(' ', parts);
        return autospace && text.Length > 0 ? " " + text : text;
    }

    public static object? Urlize(BoundCall call)
    {
        var relations = (call.StrOrNone(4) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        if (call.Flag(2))
        {
            relations.Add("nofollow");
        }

        relations.Add("noopener");
        var attributes = $" rel=\"{Escape(string.Join(' ', relations.Order(StringComparer.Ordinal)))}\"" + (call.StrOrNone(3) is { } target ? $" target=\"{Escape(target)}\"" : "");
        var limit = call.IsNone(1) ? int.MaxValue : call.Int(1);
        return string.Concat(Blanks().Split(Escape(call.Text(0))).Select(word => Link(word, limit, attributes)));
    }

    private static string Link(string word, int limit, string attributes)
    {
        var lead = word[..(word.Length - word.TrimStart('(', '<').Length)];
        var core = word[lead.Length..];
        var bare = core.TrimEnd('.', ',', ')', '>', '\n');
        var tail = core[bare.Length..];
        string Shown(string text) => text.Length > limit ? text[..limit] + "..." : text;

        if (WebAddress().IsMatch(bare))
        {
            var url = bare.StartsWith("http://", StringComparison.Ordinal) || bare.StartsWith("https://", StringComparison.Ordinal) ? bare : "https://" + bare;
            return $"{lead}<a href=\"{url}\"{attributes}>{Shown(bare)}</a>{tail}";
        }

        return MailAddress().IsMatch(bare) ? $"{lead}<a href=\"mailto:{bare.Replace("mailto:", "", StringComparison.Ordinal)}\">{bare}</a>{tail}" : word;
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<blanks>\s+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(https?://|www\.)\S+$|^[A-Za-z0-9][A-Za-z0-9.-]*\.(com|net|int|edu|gov|org|info|mil)(/\S*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"^(mailto:)?[^@\s:]+@[A-Za-z0-9.-]+\.[A-Za-z]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailAddress();
}
