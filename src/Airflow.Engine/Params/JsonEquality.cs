using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Params;

/// <summary>Equality of JSON values as schemas mean it: 1 and 1.0 are equal, 1 and true are not.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonNode? first, JsonNode? second)
    {
        var kind = first?.GetValueKind() ?? JsonValueKind.Null;
        if (kind != (second?.GetValueKind() ?? JsonValueKind.Null))
        {
            return false;
        }
        return kind switch
        {
            JsonValueKind.Number => Number(first).CompareTo(Number(second)) == 0,
            JsonValueKind.String => string.Equals(first!.GetValue<string>(), second!.GetValue<string>(), StringComparison.Ordinal),
            JsonValueKind.Array => Lists(first!.AsArray(), second!.AsArray()),
            JsonValueKind.Object => Maps(first!.AsObject(), second!.AsObject()),
            _ => true,
        };
    }

    /// <summary>The number, as exactly as a double can hold it.</summary>
    public static double Number(JsonNode? node) => JsonSerializer.Deserialize<double>(node!.ToJsonString());

    private static bool Lists(JsonArray first, JsonArray second) =>
        first.Count == second.Count && first.Zip(second).All(pair => AreEqual(pair.First, pair.Second));

    private static bool Maps(JsonObject first, JsonObject second) =>
        first.Count == second.Count && first.All(entry => second.TryGetPropertyValue(entry.Key, out var other) && AreEqual(entry.Value, other));
}
