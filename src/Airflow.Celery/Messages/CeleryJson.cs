using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;

namespace Airflow.Celery.Messages;

/// <summary>JSON as kombu writes it, letter for letter.</summary>
internal static class CeleryJson
{
    public static byte[] Write(JsonNode? node) => Encoding.UTF8.GetBytes(PythonJson.Write(node));

    public static JsonNode? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonNode.Parse(text.Span);
        }
        catch (JsonException exception)
        {
            throw new MessageRefusedException($"The message is no JSON: {exception.Message}", exception) { IsUndecodable = true };
        }
    }

    /// <summary>A number that stays one with a fraction: where Python asks for a float, 1.0 must not become 1.</summary>
    public static JsonNode Float(double value) => JsonNode.Parse(PythonJson.WriteFloat(value))!;

    public static string? Text(JsonObject map, string key) => map[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static int? Integer(JsonObject map, string key) => Number(map[key]) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    // a value that was parsed and one that was put there as a number are asked alike
    public static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What Python takes for true: Flower, for one, sends 1.</summary>
    public static bool Flag(JsonObject map, string key) => map[key] switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject inner => inner.Count > 0,
        var value => value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Number => Number(value) is not (null or 0),
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            _ => false,
        },
    };
}
