using System.Globalization;

namespace Airflow.Engine.Templates;

/// <summary>Methods of str that search or ask.</summary>
internal static class StringTestMethods
{
    public static PyFunction[] All { get; } =
    [
        new("startswith(self, prefix, start=None, end=None)", call => Affix(call, static (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endswith(self, suffix, start=None, end=None)", call => Affix(call, static (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("find(self, sub, start=None, end=None)", call => Find(call, last: false)),
        new("rfind(self, sub, start=None, end=None)", call => Find(call, last: true)),
        new("index(self, sub, start=None, end=None)", call => Found(Find(call, last: false))),
        new("rindex(self, sub, start=None, end=None)", call => Found(Find(call, last: true))),
        new("count(self, sub, start=None, end=None)", Count),
        new("isdigit(self)", call => EveryLetter(call, static letter => char.IsDigit(letter) || "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".Contains(letter, StringComparison.Ordinal))),
        new("isdecimal(self)", call => EveryLetter(call, char.IsDigit)),
        new("isnumeric(self)", call => EveryLetter(call, char.IsNumber)),
        new("isalpha(self)", call => EveryLetter(call, char.IsLetter)),
        new("isalnum(self)", call => EveryLetter(call, static letter => char.IsLetter(letter) || char.IsNumber(letter))),
        new("isspace(self)", call => EveryLetter(call, char.IsWhiteSpace)),
        new("isascii(self)", call => call.Str(0).All(char.IsAscii)),
        new("isprintable(self)", call => PyText.Quote(call.Str(0).Replace("\\", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)).IndexOf('\\', StringComparison.Ordinal) < 0),
        new("islower(self)", call => PyCase.IsLower(call.Str(0))),
        new("isupper(self)", call => PyCase.IsUpper(call.Str(0))),
        new("istitle(self)", call => PyCase.IsTitle(call.Str(0))),
        new("isidentifier(self)", call => call.Str(0) is { Length: > 0 } text && (char.IsLetter(text[0]) || text[0] == '_') && text.All(IsIdentifierPart)),
    ];

    private static bool IsIdentifierPart(char letter) =>
        char.IsLetterOrDigit(letter) || letter == '_' || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ConnectorPunctuation;

    private static object EveryLetter(BoundCall call, Func<char, bool> test) => call.Str(0).Length > 0 && call.Str(0).All(test);

    private static (string Text, int Offset) Part(BoundCall call)
    {
        var text = call.Str(0);
        if (call.IsNone(2) && call.IsNone(3))
        {
            return (text, 0);
        }

        var length = PyString.Length(text);
        int Bound(int index, int fallback) => call.IsNone(index) ? fallback : (int)Math.Clamp(call.Long(index) < 0 ? call.Long(index) + length : call.Long(index), 0, length);

        var start = Bound(2, 0);
        return (PyString.Part(text, start, Math.Max(start, Bound(3, length))), start);
    }

    private static object Affix(BoundCall call, Func<string, string, bool> test)
    {
        var text = Part(call).Text;
        return call[1] is PyTuple several
            ? several.Items.Any(part => test(text, part as string ?? throw PyError.Type("tuple for startswith must only contain str")))
            : test(text, call.Str(1));
    }

    private static long Find(BoundCall call, bool last)
    {
        var (text, offset) = Part(call);
        var sub = call.Str(1);
        var at = !last ? text.IndexOf(sub, StringComparison.Ordinal) : sub.Length == 0 ? text.Length : text.LastIndexOf(sub, StringComparison.Ordinal);
        return at < 0 ? -1 : offset + PyString.CodePointAt(text, at);
    }

    private static object Found(long at) => at >= 0 ? at : throw PyError.Value("substring not found");

    private static object? Count(BoundCall call)
    {
        var text = Part(call).Text;
        var sub = call.Str(1);
        if (sub.Length == 0)
        {
            return PyString.Length(text) + 1L;
        }

        var count = 0L;
        for (var at = text.IndexOf(sub, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sub, at + sub.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
