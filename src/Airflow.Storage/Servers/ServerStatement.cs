using System.Text;

namespace Airflow.Storage.Servers;

/// <summary>A statement in a server's own words, with the names of its parameters in the order of their numbers.</summary>
internal sealed record ServerStatement(string Text, string[] Parameters)
{
    /// <summary>Numbers the parameters of a text: @name becomes what <paramref name="place"/> makes of its number, the first being 1.</summary>
    public static ServerStatement Parse(string sql, Func<int, string> place)
    {
        var text = new StringBuilder(sql.Length);
        var names = new List<string>();
        for (var i = 0; i < sql.Length; i++)
        {
            var letter = sql[i];
            if (letter is '\'' or '"')
            {
                var end = sql.IndexOf(letter, i + 1);
                end = end < 0 ? sql.Length - 1 : end;
                text.Append(sql, i, end - i + 1);
                i = end;
            }
            else if (letter == '@' && i + 1 < sql.Length && IsNameLetter(sql[i + 1]))
            {
                var end = i + 1;
                while (end < sql.Length && IsNameLetter(sql[end]))
                {
                    end++;
                }

                text.Append(place(Number(names, sql[(i + 1)..end])));
                i = end - 1;
            }
            else
            {
                text.Append(letter);
            }
        }

        return new ServerStatement(text.ToString(), [.. names]);
    }

    private static int Number(List<string> names, string name)
    {
        var index = names.IndexOf(name);
        if (index < 0)
        {
            names.Add(name);
            index = names.Count - 1;
        }

        return index + 1;
    }

    private static bool IsNameLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
