using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Methods of str that change or search texts.</summary>
internal static class StringMethods
{
    public static PyFunction[] All { get; } =
    [
        new("lower(self)", call => call.Str(0).ToLowerInvariant()),
        new("upper(self)", call => call.Str(0).ToUpperInvariant()),
        new("casefold(self)", call => call.Str(0).ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal)),
        new("capitalize(self)", call => PyCase.Capitalize(call.Str(0))),
        new("title(self)", call => PyCase.Title(call.Str(0))),
        new("swapcase(self)", call => PyCase.SwapCase(call.Str(0))),
        new("strip(self, chars=None)", call => PyCase.Strip(call.Str(0), call.StrOrNone(1), start: true, end: true)),
        new("lstrip(self, chars=None)", call => PyCase.Strip(call.Str(0), call.StrOrNone(1), start: true, end: false)),
        new("rstrip(self, chars=None)", call => PyCase.Strip(call.Str(0), call.StrOrNone(1), start: false, end: true)),
        new("replace(self, old, new, count=-1)", call => PyCase.Replace(call.Str(0), call.Str(1), call.Str(2), call.Long(3), call.Frame)),
        new("removeprefix(self, prefix)", call => call.Str(0).StartsWith(call.Str(1), StringComparison.Ordinal) ? call.Str(0)[call.Str(1).Length..] : call[0]),
        new("removesuffix(self, suffix)", call => call.Str(1).Length > 0 && call.Str(0).EndsWith(call.Str(1), StringComparison.Ordinal) ? call.Str(0)[..^call.Str(1).Length] : call[0]),
        new("center(self, width, fillchar=' ')", call => PyCase.Center(call.Str(0), call.Int(1), Fill(call, 2), call.Frame)),
        new("ljust(self, width, fillchar=' ')", call => PyCase.Pad(call.Str(0), call.Int(1), Fill(call, 2), left: false, call.Frame)),
        new("rjust(self, width, fillchar=' ')", call => PyCase.Pad(call.Str(0), call.Int(1), Fill(call, 2), left: true, call.Frame)),
        new("zfill(self, width)", ZeroFill),
        new("expandtabs(self, tabsize=8)", ExpandTabs),
        new("split(self, sep=None, maxsplit=-1)", call => new PyList(Split(call.Str(0), call.StrOrNone(1), call.Long(2)))),
        new("rsplit(self, sep=None, maxsplit=-1)", call => new PyList(SplitRight(call.Str(0), call.StrOrNone(1), call.Long(2)))),
        new("splitlines(self, keepends=False)", call => new PyList(Lines(call.Str(0), call.Flag(1)))),
        new("partition(self, sep)", call => Partition(call, last: false)),
        new("rpartition(self, sep)", call => Partition(call, last: true)),
        new("join(self, iterable)", Join),
        new("format(self, *args, **kwargs)", call => new StringFormat(call.Str(0), call.Rest, call.NamedRest, call.Frame).Run()),
        new("format_map(self, mapping)", call => new StringFormat(call.Str(0), [], call.As<PyDict>(1), call.Frame).Run()),
        new("encode(self, encoding='utf-8', errors='strict')", call => new PyBytes(Encoding.UTF8.GetBytes(call.Str(0)))),
        new("translate(self, table)", Translate),
    ];

    private static char Fill(BoundCall call, int index) =>
        call.Str(index) is [var only] ? only : throw PyError.Type("The fill character must be exactly one character long");

    private static object? ZeroFill(BoundCall call)
    {
        var text = call.Str(0);
        var sign = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var missing = call.Int(1) - PyString.Length(text);
        call.Frame.Budget.Chars(Math.Max(missing, 0));
        return missing <= 0 ? text : text[..sign] + new string('0', missing) + text[sign..];
    }

    private static object? ExpandTabs(BoundCall call)
    {
        var size = Math.Clamp(call.Int(1), 0, 1000);
        var text = new StringBuilder();
        var column = 0;
        foreach (var letter in call.Str(0))
        {
            var count = letter != '\t' ? 1 : size == 0 ? 0 : size - (column % size);
            text.Append(letter == '\t' ? ' ' : letter, count);
            column = letter is '\n' or '\r' ? 0 : column + count;
        }

        call.Frame.Budget.Chars(text.Length);
        return text.ToString();
    }

    private static IEnumerable<object?> Split(string text, string? separator, long most)
    {
        if (separator is { Length: 0 })
        {
            throw PyError.Value("empty separator");
        }

        var at = 0;
        for (var count = 0L; most < 0 || count < most; count++)
        {
            if (separator is null)
            {
                at += text.Length - at - text.AsSpan(at).TrimStart().Length;
            }

            var end = separator is null ? NextBlank(text, at) : text.IndexOf(separator, at, StringComparison.Ordinal);
            if (end < 0 || (separator is null && at == text.Length))
            {
                break;
            }

            yield return text[at..end];
            at = end + (separator?.Length ?? 0);
        }

        var rest = separator is null ? text[at..].TrimStart() : text[at..];
        if (separator is not null || rest.Length > 0)
        {
            // a limit leaves the rest as it is, with its trailing blanks
            yield return rest;
        }
    }

    private static int NextBlank(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? at : -1;
    }

    private static IEnumerable<object?> SplitRight(string text, string? separator, long most)
    {
        if (most < 0)
        {
            return Split(text, separator, most);
        }

        static string Reverse(string value) => new([.. value.Reverse()]);

        return Split(Reverse(text), separator is null ? null : Reverse(separator), most).Select(part => (object?)Reverse((string)part!)).Reverse();
    }

    private static IEnumerable<object?> Lines(string text, bool keepEnds)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029'))
            {
                continue;
            }

            var end = at;
            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
            yield return text[start..(keepEnds ? at + 1 : end)];
            start = at + 1;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static PyTuple Partition(BoundCall call, bool last)
    {
        var text = call.Str(0);
        var separator = call.Str(1).Length > 0 ? call.Str(1) : throw PyError.Value("empty separator");
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0
            ? new PyTuple(text[..at], separator, text[(at + separator.Length)..])
            : last ? new PyTuple("", "", text) : new PyTuple(text, "", "");
    }

    private static object? Join(BoundCall call)
    {
        var index = 0;
        var parts = call.Each(1).Select(item =>
        {
            var part = item as string ?? throw PyError.Type($"sequence item {index}: expected str instance, {PyType.Name(item)} found");
            index++;
            call.Frame.Budget.Chars(part.Length);
            return part;
        }).ToList();
        call.Frame.Budget.Chars((long)parts.Count * call.Str(0).Length);
        return string.Join(call.Str(0), parts);
    }

    private static object? Translate(BoundCall call)
    {
        var table = call.As<PyDict>(1);
        return string.Concat(call.Str(0).EnumerateRunes().Select(rune => table.TryGet((long)rune.Value, out var with)
            ? with switch
            {
                null => "",
                long code => char.ConvertFromUtf32((int)code),
                _ => PyText.Str(with),
            }
            : rune.ToString()));
    }
}
