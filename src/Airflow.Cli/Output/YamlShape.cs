namespace Airflow.Cli.Output;

/// <summary>Which ways of writing a text its letters allow.</summary>
internal readonly record struct YamlShape(bool AllowsPlain, bool AllowsSingleQuotes, bool IsMultiline)
{
    private const string LeadingIndicators = "#,[]{}&*!|>'\"%@`";

    public static YamlShape Of(string text)
    {
        if (text.Length == 0)
        {
            return new YamlShape(false, true, false);
        }

        var isSpecial = text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 && text.Any(static letter => letter is not ('\n' or (>= ' ' and <= '~')));
        var blankThenBreak = text.Contains(" \n", StringComparison.Ordinal);
        var breakThenBlank = text.Contains("\n ", StringComparison.Ordinal);
        var isMultiline = text.Contains('\n', StringComparison.Ordinal);
        var hasBlankEnds = text[0] is ' ' or '\n' || text[^1] is ' ' or '\n';
        return new YamlShape(
            !isSpecial && !isMultiline && !hasBlankEnds && !HasIndicator(text),
            !isSpecial && !blankThenBreak && !breakThenBlank,
            isMultiline);
    }

    private static bool HasIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)
            || LeadingIndicators.Contains(text[0], StringComparison.Ordinal)
            || (text[0] is '?' or ':' or '-' && IsBlankOrEnd(text, 1)))
        {
            return true;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if ((text[i] == ':' && IsBlankOrEnd(text, i + 1)) || (text[i] == '#' && text[i - 1] is ' ' or '\t'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlankOrEnd(string text, int index) => index >= text.Length || text[index] is ' ' or '\t' or '\n' or '\r';
}
