using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Execution;

/// <summary>What can be wrong with a request, in the words that Airflow's clients know.</summary>
internal static class Problems
{
    public static JsonObject Of(string type, IEnumerable<string> location, string message, JsonNode? input, JsonObject? context = null)
    {
        var problem = new JsonObject
        {
            ["type"] = type,
            ["loc"] = new JsonArray([.. location.Select(part => JsonValue.Create(part))]),
            ["msg"] = message,
            ["input"] = input?.DeepClone(),
        };
        if (context is not null)
        {
            problem["ctx"] = context;
        }

        return problem;
    }

    public static JsonObject Missing(IEnumerable<string> location, JsonNode? whole) => Of("missing", location, "Field required", whole);

    public static JsonObject Forbidden(IEnumerable<string> location, JsonNode? input) => Of("extra_forbidden", location, "Extra inputs are not permitted", input);

    public static JsonObject NotOneOf(IEnumerable<string> location, IReadOnlyList<string> choices, JsonNode? input)
    {
        var quoted = choices.Select(choice => $"'{choice}'").ToList();
        var expected = quoted.Count == 1 ? quoted[0] : $"{string.Join(", ", quoted.Take(quoted.Count - 1))} or {quoted[^1]}";
        return Of("enum", location, $"Input should be {expected}", input, new JsonObject { ["expected"] = expected });
    }

    public static JsonObject NotLiteral(IEnumerable<string> location, string expected, JsonNode? input) =>
        Of("literal_error", location, $"Input should be {expected}", input, new JsonObject { ["expected"] = expected });

    public static JsonObject NotInteger(IEnumerable<string> location, string input) =>
        Of("int_parsing", location, "Input should be a valid integer, unable to parse string as an integer", JsonValue.Create(input));

    public static JsonObject NotTime(IEnumerable<string> location, string input) => Wire.TryTime(input + "Z", out _)
        ? Of("timezone_aware", location, "Input should have timezone info", JsonValue.Create(input))
        : Of("datetime_from_date_parsing", location, "Input should be a valid datetime or date", JsonValue.Create(input));

    public static JsonObject NotJson(JsonException exception) => Of(
        "json_invalid", ["body", $"{exception.BytePositionInLine ?? 0}"], "JSON decode error", new JsonObject(), new JsonObject { ["error"] = "Expecting value" });
}
