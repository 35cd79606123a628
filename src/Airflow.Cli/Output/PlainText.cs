using System.Globalization;
using System.Text;

namespace Airflow.Cli.Output;

/// <summary>Columns without lines: two blanks between them, a heading claims two more, numbers stand to the right.</summary>
internal static class PlainText
{
    private const int HeadingPadding = 2;
    private const string Gap = "  ";

    public static string Render(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
    {
        var columns = headings.Select((heading, i) => new Column(heading, [.. rows.Select(row => row[i])])).ToArray();
        var text = new StringBuilder();
        AppendLine(text, columns.Select(static column => column.Align(column.Heading)));
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = columns.Select(column => column.Cells[row].Split('\n')).ToArray();
            for (var line = 0; line < cells.Max(static cell => cell.Length); line++)
            {
                AppendLine(text, columns.Select((column, i) => column.Align(line < cells[i].Length ? cells[i][line] : "")));
            }
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');

    /// <summary>A column with its cells written and its width known.</summary>
    private sealed class Column
    {
        private readonly bool _isNumeric;
        private readonly int _width;

        public Column(string heading, string[] cells)
        {
            Heading = heading;
            _isNumeric = cells.Any(IsNumber) && cells.All(static cell => cell.Length == 0 || IsNumber(cell) || cell is "True" or "False");
            var decimals = cells.Any(static cell => cell.AsSpan().IndexOfAny(".eEn") >= 0);
            Cells = [.. cells.Select(cell => _isNumeric ? Number(cell.Trim(), decimals) : cell.Trim())];
            if (_isNumeric)
            {
                AlignDecimals(Cells);
            }

            _width = Math.Max(CellWidth.Of(heading) + HeadingPadding, Cells.Max(static cell => cell.Split('\n').Max(static line => CellWidth.Of(line))));
        }

        public string Heading { get; }

        public string[] Cells { get; }

        public string Align(string cell)
        {
            var blanks = new string(' ', Math.Max(_width - CellWidth.Of(cell), 0));
            return _isNumeric ? blanks + cell : cell + blanks;
        }

        private static bool IsNumber(string cell) =>
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (double.IsFinite(number) || !cell.Any(char.IsAsciiDigit));

        /// <summary>In a column with fractions every number is written with six significant digits.</summary>
        private static string Number(string cell, bool hasFractions) => hasFractions && cell.Length > 0 && cell is not ("True" or "False")
            ? PythonNumber.General(double.Parse(cell, CultureInfo.InvariantCulture))
            : cell;

        private static void AlignDecimals(string[] cells)
        {
            var most = cells.Max(AfterPoint);
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = cells[i].Length == 0 ? "" : cells[i] + new string(' ', most - AfterPoint(cells[i]));
            }
        }

        private static int AfterPoint(string cell)
        {
            var point = cell.LastIndexOf('.');
            return point < 0 ? 0 : cell.Length - point;
        }
    }
}
