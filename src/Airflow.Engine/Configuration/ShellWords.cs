using System.Text;

namespace Airflow.Engine.Configuration;

/// <summary>Splits a command line into words as a POSIX shell does, without expanding anything.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        var i = 0;
        while (i < line.Length)
        {
            var c = line[i++];
            if (c == '\\' && quote != '\'' && i < line.Length && (quote == '\0' || line[i] is '"' or '\\'))
            {
                word.Append(line[i++]);
                inWord = true;
            }
            else if (quote != '\0')
            {
                quote = AppendQuoted(word, c, quote);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                inWord = true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                inWord = true;
            }
            else if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }

        if (quote != '\0')
        {
            throw new FormatException($"The quotation mark {quote} is not closed.");
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static char AppendQuoted(StringBuilder word, char c, char quote)
    {
        if (c == quote)
        {
            return '\0';
        }

        word.Append(c);
        return quote;
    }
}
