using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Client;

/// <summary>Finds the sentence in what a server answers to a call that it refuses.</summary>
internal static class ApiProblem
{
    private const int MostText = 500;

    /// <summary>Its detail, with the fields that were wrong; else its text, else the name of the status.</summary>
    public static string Read(string body, HttpResponseMessage response)
    {
        var text = Detail(body) ?? body.Trim();
        return text.Length == 0 || text.StartsWith('<') ? $"{(int)response.StatusCode} {response.ReasonPhrase}" : text[..Math.Min(text.Length, MostText)];
    }

    private static string? Detail(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?["detail"] switch
            {
                JsonValue text => text.ToString(),
                JsonArray fields => string.Join("; ", fields.OfType<JsonObject>().Select(Field)),
                JsonObject whole => (whole["reason"] ?? whole["message"] ?? whole).ToString(),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Field(JsonObject field) => $"{string.Join('.', (field["loc"] as JsonArray ?? []).Select(part => $"{part}"))}: {field["msg"]}";
}
