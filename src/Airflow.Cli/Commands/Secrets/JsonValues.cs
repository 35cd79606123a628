using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Cli.Commands.Secrets;

/// <summary>JSON as plain values, which the printers know, and in a fixed order.</summary>
internal static class JsonValues
{
    public static object? ToPlain(JsonNode? node) => node switch
    {
        null => null,
        JsonObject entries => entries.ToDictionary(entry => entry.Key, entry => ToPlain(entry.Value), StringComparer.Ordinal),
        JsonArray items => items.Select(ToPlain).ToList(),
        _ => ToPlain(node.AsValue()),
    };

    /// <summary>The same value with the keys of every object in order.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject entries => new JsonObject(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static object? ToPlain(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ToNumber(value.ToJsonString()),
        _ => value.GetValue<string>(),
    };

    private static object ToNumber(string text) => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? whole
        : double.Parse(text, CultureInfo.InvariantCulture);
}
