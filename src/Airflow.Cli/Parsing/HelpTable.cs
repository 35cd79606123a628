using System.Text;

namespace Airflow.Cli.Parsing;

/// <summary>Two columns of a help page: what is typed, and what it does.</summary>
internal static class HelpTable
{
    private const int Width = 78;
    private const int Column = 26;

    public static void Append(StringBuilder text, string title, IReadOnlyList<(string Name, string Help)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(title).Append(":\n");
        foreach (var (name, help) in rows)
        {
            text.Append("  ").Append(name);
            var column = name.Length + 2;
            if (column >= Column - 1)
            {
                text.Append('\n');
                column = 0;
            }

            foreach (var line in Wrap(help))
            {
                text.Append(' ', Column - column).Append(line).Append('\n');
                column = 0;
            }
        }
    }

    private static IEnumerable<string> Wrap(string help)
    {
        var line = new StringBuilder();
        foreach (var word in help.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - Column)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
