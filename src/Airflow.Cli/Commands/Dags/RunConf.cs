using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;

namespace Airflow.Cli.Commands.Dags;

/// <summary>The conf that a run is triggered with: a JSON object.</summary>
internal static class RunConf
{
    public static JsonObject Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(text) switch
            {
                null => [],
                JsonObject conf => conf,
                _ => throw new AirflowException("conf_invalid", "DagRun conf must be a JSON object or null"),
            };
        }
        catch (JsonException exception)
        {
            throw new AirflowException("conf_invalid", $"The conf is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>As Python's json.dumps writes it.</summary>
    public static string Write(string json) => PythonJson.Write(JsonNode.Parse(json));

    /// <summary>As a value that can be printed.</summary>
    public static object? ToValue(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => map.ToDictionary(static entry => entry.Key, static entry => ToValue(entry.Value), StringComparer.Ordinal),
        JsonArray list => list.Select(ToValue).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => (string)node!,
            _ => PythonJson.Write(node),
        },
    };
}
