using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Connections;

/// <summary>The extra of a connection: a JSON object as text.</summary>
public static class ConnectionExtra
{
    /// <summary>The object; an error when the text is something else.</summary>
    public static JsonObject Parse(string text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw ConnectionFormat.Error($"The extra is no JSON: {exception.Message}", exception);
        }

        return node as JsonObject ?? throw ConnectionFormat.Error("The extra must be a JSON object.");
    }

    /// <summary>The text if it is good; null stays null.</summary>
    public static string? Check(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Parse(text);
        }

        return text;
    }
}
