using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Cli.Output;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Celery;

/// <summary>A worker's answer as Celery's command line lays it out, Python's spelling of values included.</summary>
internal static class InspectText
{
    private const string Ok = "OK";
    private const string Error = "ERROR";
    private const int Step = 4;

    public static string Render(string node, JsonNode? answer)
    {
        var (status, body) = Describe(answer);
        return $"->  {node}: {status}\n{Indent(body)}\n";
    }

    private static (string Status, string Body) Describe(JsonNode? answer) => answer switch
    {
        JsonArray { Count: 0 } => (Ok, "- empty -"),
        JsonArray list => (Ok, string.Join('\n', list.Select(static item => $"* {PythonText.Str(ToValue(item))}"))),
        JsonObject map when map.ContainsKey("ok") => (Ok, Indent(Describe(map["ok"]).Body)),
        JsonObject map when map.ContainsKey("error") => (Error, Indent(Describe(map["error"]).Body)),
        JsonObject map => (Ok, PythonJson.Write(Sort(map), Step)),
        _ => (Ok, PythonText.Str(ToValue(answer))),
    };

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(static line => $"{new string(' ', Step)}{line}"));

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Sort(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };

    private static object? ToValue(JsonNode? node) => node switch
    {
        JsonObject map => map.ToDictionary(static pair => pair.Key, static pair => ToValue(pair.Value), StringComparer.Ordinal),
        JsonArray list => list.Select(ToValue).ToList(),
        null => null,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => Number(node),
            _ => node.GetValue<string>(),
        },
    };

    // a number with a fraction stays one, as 2.0 does in Python
    private static object Number(JsonNode node) => node.ToJsonString() is var text && text.AsSpan().IndexOfAny('.', 'e', 'E') < 0
        ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
