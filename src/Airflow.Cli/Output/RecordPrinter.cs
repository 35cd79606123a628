using System.Collections;
using System.Text.Json.Nodes;
using Airflow.Engine;

namespace Airflow.Cli.Output;

/// <summary>Prints records as -o asks, byte for byte as Airflow does.</summary>
internal static class RecordPrinter
{
    private const string NoData = "No data found\n";

    public static void Print(ConsoleStreams console, string format, IReadOnlyList<Row> rows) => console.Out.Write(format switch
    {
        OutputFormat.Json => PythonJson.Write(ToNode(Listed(rows))) + "\n",
        OutputFormat.Yaml => YamlText.Render(Listed(rows)) + "\n",
        OutputFormat.Plain => rows.Count == 0 ? NoData : PlainText.Render([.. rows[0].Names], [.. rows.Select(PlainCells)]),
        _ => rows.Count == 0 ? NoData : TableText.Render([.. rows[0].Names], [.. rows.Select(TableCells)], console.Width),
    });

    /// <summary>Airflow prints every value as text, so that a number is '128' and a boolean 'True'; null stays null.</summary>
    private static List<object?> Listed(IReadOnlyList<Row> rows) =>
        [.. rows.Select(static row => row.ToDictionary(static field => field.Key, static field => PythonText.Normalize(field.Value)))];

    private static string[] TableCells(Row row) => [.. row.Select(static field => PythonText.ToTableCell(field.Value))];

    private static string[] PlainCells(Row row) =>
        [.. row.Select(static field => PythonText.Normalize(field.Value) is { } value ? PythonText.Str(value) : "")];

    private static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(static entry => KeyValuePair.Create(entry.Key, ToNode(entry.Value)))),
        IEnumerable list and not string => new JsonArray([.. list.Cast<object?>().Select(ToNode)]),
        _ => JsonValue.Create((string)value),
    };
}
