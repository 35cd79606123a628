using System.Text;

namespace Airflow.Cli.Output;

/// <summary>A table: headings over a double line, columns between bars, and a line of blanks at the end.</summary>
internal static class TableText
{
    public static string Render(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows, int width)
    {
        var widths = TableWidths.Fit(headings, rows, width);
        var text = new StringBuilder();
        AppendRow(text, headings, widths, isHeading: true);
        text.Append(string.Join('+', widths.Select((column, i) => new string('=', column + Padding(i, widths.Length))))).Append('\n');
        foreach (var row in rows)
        {
            AppendRow(text, row, widths);
        }

        return text.Append(' ', TableWidths.Total(widths)).Append('\n').ToString();
    }

    /// <summary>Records as titled lists of name and value, as airflow info shows them.</summary>
    public static string RenderList(IReadOnlyList<string[]> rows, int width)
    {
        var widths = TableWidths.Fit([], rows, width);
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            AppendRow(text, row, widths);
        }

        return text.Append(' ', TableWidths.Total(widths)).Append('\n').ToString();
    }

    /// <summary>A blank towards each neighbour.</summary>
    public static int Padding(int column, int count) => (column > 0 ? 1 : 0) + (column < count - 1 ? 1 : 0);

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, int[] widths, bool isHeading = false)
    {
        string[][] lines = [.. cells.Select((cell, i) => TextWrap.Lines(cell, Math.Max(widths[i], 1)).ToArray())];
        var height = lines.Max(static cell => cell.Length);
        for (var line = 0; line < height; line++)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                // headings stand on the double line
                var own = isHeading ? line - (height - lines[i].Length) : line;
                var cell = own >= 0 && own < lines[i].Length ? lines[i][own] : "";
                text.Append(i > 0 ? " | " : "").Append(cell).Append(' ', Math.Max(widths[i] - CellWidth.Of(cell), 0));
            }

            text.Append('\n');
        }
    }
}
