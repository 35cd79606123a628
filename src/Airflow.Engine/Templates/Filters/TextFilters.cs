using System.Globalization;
using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Filters on texts that look at the characters.</summary>
internal static class TextFilters
{
    public static PyFunction[] All { get; } =
    [
        new("lower(s)", call => call.Text(0).ToLowerInvariant()),
        new("upper(s)", call => call.Text(0).ToUpperInvariant()),
        new("capitalize(s)", call => PyCase.Capitalize(call.Text(0))),
        new("title(s)", call => Title(call.Text(0))),
        new("trim(value, chars=None)", call => PyCase.Strip(call.Text(0), call.StrOrNone(1), start: true, end: true)),
        new("replace(s, old, new, count=None)", call => PyCase.Replace(call.Text(0), call.Text(1), call.Text(2), call.IsNone(3) ? -1 : call.Long(3), call.Frame)),
        new("escape(s)", call => Html.Escape(call.Text(0))),
        new("safe(value)", call => call.Text(0)),
        new("string(object)", call => call.Text(0)),
        new("striptags(value)", call => Html.StripTags(call.Text(0))),
        new("urlencode(value)", call => UrlEncode(call[0], call.Frame)),
        new("wordcount(s)", call => (long)WordCount(call.Text(0))),
        new("format(value, *args, **kwargs)", Format),
        new("urlize(value, trim_url_limit=None, nofollow=False, target=None, rel=None, extra_schemes=None)", Html.Urlize),
        new("xmlattr(d, autospace=True)", call => Html.Attributes(call.As<PyDict>(0), call.Flag(1))),
        new("pprint(value)", call => PyText.Repr(call[0])),
    ];

    private static string Title(string text)
    {
        // a new word begins after white space, a hyphen or a bracket
        var result = new StringBuilder(text.Length);
        var first = true;
        foreach (var letter in text)
        {
            result.Append(first ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
            first = char.IsWhiteSpace(letter) || letter is '-' or '(' or '{' or '[' or '<';
        }

        return result.ToString();
    }

    private static object? Format(BoundCall call)
    {
        var named = call.NamedRest;
        if (call.Rest.Length > 0 && named.Count > 0)
        {
            throw new TemplateException(TemplateErrorKind.FilterArgumentError, "can't handle positional and keyword arguments at the same time");
        }

        return PercentFormat.Apply(call.Text(0), named.Count > 0 ? named : new PyTuple(call.Rest), call.Frame);
    }

    private static string UrlEncode(object? value, Frame frame)
    {
        if (value is string or not (PyDict or PyList or PyTuple or PyDictView or PyGenerator))
        {
            return Quote(PyText.Str(value), "/");
        }

        var pairs = value is PyDict dict
            ? dict.Items.Select(item => (item.Key, item.Value))
            : PySequence.Iterate(value, frame.Budget).Select(pair => Pair(pair));
        return string.Join('&', pairs.Select(pair => $"{QuotePlus(pair.Item1)}={QuotePlus(pair.Item2)}"));
    }

    private static (object? Key, object? Value) Pair(object? pair) => PySequence.Items(pair).ToArray() is [var key, var value]
        ? (key, value)
        : throw PyError.Value("not a pair of key and value");

    private static string QuotePlus(object? value) => Quote(PyText.Str(value), "").Replace("%20", "+", StringComparison.Ordinal);

    internal static string Quote(string text, string safe)
    {
        var result = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            var letter = (char)value;
            _ = char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '~' || safe.Contains(letter, StringComparison.Ordinal)
                ? result.Append(letter)
                : result.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return result.ToString();
    }

    private static int WordCount(string text)
    {
        var count = 0;
        var inside = false;
        foreach (var letter in text)
        {
            var word = char.IsLetterOrDigit(letter) || letter == '_';
            count += word && !inside ? 1 : 0;
            inside = word;
        }

        return count;
    }
}
