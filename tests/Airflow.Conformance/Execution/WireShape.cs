using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Conformance.Execution;

/// <summary>Compares answers as far as they do not depend on the hour and the place: times must look alike, everything else must be equal.</summary>
internal static partial class WireShape
{
    public static void ShouldMatch(JsonNode? actual, JsonNode? expected, string place = "$")
    {
        switch (expected)
        {
            case JsonObject map:
                var given = actual.ShouldBeOfType<JsonObject>(place);
                given.Select(entry => entry.Key).Order(StringComparer.Ordinal).ShouldBe(map.Select(entry => entry.Key).Order(StringComparer.Ordinal), place);
                foreach (var (key, value) in map)
                {
                    ShouldMatch(given[key], value, $"{place}.{key}");
                }

                break;
            case JsonArray list:
                var items = actual.ShouldBeOfType<JsonArray>(place);
                items.Count.ShouldBe(list.Count, $"{place}: {actual.ToJsonString()}");
                for (var index = 0; index < list.Count; index++)
                {
                    ShouldMatch(items[index], list[index], $"{place}[{index}]");
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && Time().IsMatch(value.GetValue<string>()):
                Time().IsMatch(actual.ShouldNotBeNull(place).GetValue<string>()).ShouldBeTrue(place);
                break;
            default:
                Vectors.ShouldMatch(actual, expected);
                break;
        }
    }

    /// <summary>Same kinds of values under whatever keys.</summary>
    public static void ShouldBeAlike(JsonNode? actual, JsonNode? expected, string place = "$")
    {
        (actual?.GetValueKind() ?? JsonValueKind.Null).ShouldBe(expected?.GetValueKind() ?? JsonValueKind.Null, place);
        if (expected is JsonObject map)
        {
            foreach (var (key, value) in (JsonObject)actual!)
            {
                ShouldBeAlike(value, map[key] ?? map[0], $"{place}.{key}");
            }
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
