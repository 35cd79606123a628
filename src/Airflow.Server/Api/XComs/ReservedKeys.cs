using System.Text.Json;

namespace Airflow.Server.Api.XComs;

/// <summary>Keys by which Airflow tells values of its own from plain ones: somebody who may write XComs must not make values that are read as such.</summary>
internal static class ReservedKeys
{
    private static readonly string[] All = ["__cache__", "__classname__", "__data__", "__id__", "__source", "__type", "__var", "__version__"];

    /// <summary>null when there are none, however deep, nor in a text that is JSON.</summary>
    public static string? FaultOf(JsonElement value) => FaultOf(value, "value");

    private static string? FaultOf(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var found = All.Where(key => value.TryGetProperty(key, out _)).ToList();
                return found.Count > 0
                    ? $"XCom {path} contains reserved serialization keys: {string.Join(", ", found)}. These keys are reserved for internal use."
                    : value.EnumerateObject().Select(entry => FaultOf(entry.Value, $"{path}.{entry.Name}")).FirstOrDefault(static fault => fault is not null);
            case JsonValueKind.Array:
                return value.EnumerateArray().Select((item, index) => FaultOf(item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{index}]")))
                    .FirstOrDefault(static fault => fault is not null);
            case JsonValueKind.String when value.GetString() is ['{' or '[' or ' ' or '\t' or '\r' or '\n', ..] text:
                return OfText(text, path);
            default:
                return null;
        }
    }

    private static string? OfText(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? FaultOf(document.RootElement, path) : null;
        }
        catch (JsonException)
        {
            // a text like any other
            return null;
        }
    }
}
