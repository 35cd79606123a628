using System.Text;

namespace Airflow.Cli.Output;

/// <summary>A table with a line around each cell.</summary>
internal static class GridText
{
    public static string Render(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
    {
        // two blanks more than the heading asks for, as the tables of Airflow have
        int[] widths = [.. headings.Select((heading, column) => Math.Max(heading.Length + 2, rows.Max(row => row[column].Length)))];
        var text = new StringBuilder();
        AppendLine(text, widths, '-');
        AppendCells(text, headings, widths);
        AppendLine(text, widths, '=');
        foreach (var row in rows)
        {
            AppendCells(text, row, widths);
            AppendLine(text, widths, '-');
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, int[] widths, char dash) =>
        text.Append('+').AppendJoin('+', widths.Select(width => new string(dash, width + 2))).Append("+\n");

    private static void AppendCells(StringBuilder text, IReadOnlyList<string> cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
}
