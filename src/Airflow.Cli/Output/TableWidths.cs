namespace Airflow.Cli.Output;

/// <summary>
/// The widths of a table's columns. When they do not fit, the widest column gives until it is as wide as the next, then both give, and so
/// on; rounding follows the terminal library that Airflow prints with, so that lines break at the same letter.
/// </summary>
internal static class TableWidths
{
    public static int[] Fit(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows, int tableWidth)
    {
        var count = headings.Count > 0 ? headings.Count : rows[0].Length;
        var available = Math.Max(tableWidth - (count - 1), count);
        var widths = new int[count];
        for (var i = 0; i < count; i++)
        {
            var content = rows.Max(row => Widest(row[i]));
            widths[i] = Math.Min(Math.Max(headings.Count > 0 ? Widest(headings[i]) : 0, content) + TableText.Padding(i, count), available);
        }

        Collapse(widths, available);
        for (var i = 0; i < count; i++)
        {
            widths[i] = Math.Max(widths[i] - TableText.Padding(i, count), 1);
        }

        return widths;
    }

    /// <summary>Columns, blanks and bars together.</summary>
    public static int Total(int[] widths) => widths.Sum() + (3 * (widths.Length - 1));

    private static int Widest(string cell)
    {
        var widest = 0;
        foreach (var line in cell.AsSpan().EnumerateLines())
        {
            widest = Math.Max(widest, CellWidth.Of(line));
        }

        return widest;
    }

    private static void Collapse(int[] widths, int available)
    {
        var excess = widths.Sum() - available;
        while (excess > 0)
        {
            var widest = widths.Max();
            var next = widths.Where(width => width != widest).DefaultIfEmpty(0).Max();
            if (widest == next || widest <= 1)
            {
                return;
            }

            Reduce(widths, widest, Math.Min(excess, widest - next), excess);
            excess = widths.Sum() - available;
        }
    }

    /// <summary>Takes the excess from the widest columns in equal parts, none more than <paramref name="most"/>.</summary>
    private static void Reduce(int[] widths, int widest, int most, int excess)
    {
        var sharers = widths.Count(width => width == widest);
        for (var i = 0; i < widths.Length && sharers > 0; i++)
        {
            if (widths[i] != widest)
            {
                continue;
            }

            var part = Math.Min(most, (int)Math.Round((double)excess / sharers, MidpointRounding.ToEven));
            widths[i] -= part;
            excess -= part;
            sharers--;
        }
    }
}
