namespace Airflow.Providers.Common.Sql;

/// <summary>Cuts a script into its statements at semicolons that stand outside of texts, names, comments and dollar quotes.</summary>
internal static class SqlSplitter
{
    public static IReadOnlyList<string> Split(string script)
    {
        List<string> statements = [];
        var start = 0;
        var at = 0;
        while (at < script.Length)
        {
            if (script[at] == ';')
            {
                Add(script[start..at]);
                start = at + 1;
            }

            at = SkipQuoted(script, at) + 1;
        }

        Add(script[start..]);
        return statements;

        void Add(string statement)
        {
            var text = statement.Trim();
            if (!IsBlank(text))
            {
                statements.Add(text);
            }
        }
    }

    /// <summary>Whether nothing but comments is left.</summary>
    private static bool IsBlank(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = SkipComment(text, at);
            if (end == at && !char.IsWhiteSpace(text[at]))
            {
                return false;
            }

            at = end + 1;
        }

        return true;
    }

    /// <summary>Place of the last character of what starts here and may hide semicolons.</summary>
    private static int SkipQuoted(string text, int at) => text[at] switch
    {
        '\'' or '"' or '`' => EndOf(text, text[at].ToString(), at + 1),
        '$' => SkipDollarQuote(text, at),
        _ => SkipComment(text, at),
    };

    private static int SkipComment(string text, int at)
    {
        if (StartsAt(text, at, "--"))
        {
            return EndOf(text, "\n", at + 2);
        }

        return StartsAt(text, at, "/*") ? EndOf(text, "*/", at + 2) : at;
    }

    private static int SkipDollarQuote(string text, int at)
    {
        var close = text.IndexOf('$', at + 1);
        if (close < 0)
        {
            return at;
        }

        var tag = text[at..(close + 1)];
        var isTag = tag[1..^1].All(character => char.IsLetterOrDigit(character) || character == '_') && !(tag.Length > 2 && char.IsDigit(tag[1]));
        return isTag ? EndOf(text, tag, close + 1) : at;
    }

    private static bool StartsAt(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int EndOf(string text, string mark, int from)
    {
        var end = text.IndexOf(mark, Math.Min(from, text.Length), StringComparison.Ordinal);
        return end < 0 ? text.Length - 1 : end + mark.Length - 1;
    }
}
