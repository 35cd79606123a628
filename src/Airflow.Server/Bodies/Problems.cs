using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>What can be wrong with a request, in the words that Airflow's clients know.</summary>
internal static class Problems
{
    public static JsonObject Of(string type, IEnumerable<string> location, string message, JsonNode? input, JsonObject? context = null)
    {
        var problem = new JsonObject
        {
            ["type"] = type,
            ["loc"] = new JsonArray([.. location.Select(Part)]),
            ["msg"] = message,
            ["input"] = input?.DeepClone(),
        };
        if (context is not null)
        {
            problem["ctx"] = context;
        }

        return problem;
    }

    /// <summary>A place in a list is a number, the name of a field is a text.</summary>
    private static JsonNode Part(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? JsonValue.Create(index) : JsonValue.Create(part);

    public static JsonObject Missing(IEnumerable<string> location, JsonNode? whole) => Of("missing", location, "Field required", whole);

    public static JsonObject Forbidden(IEnumerable<string> location, JsonNode? input) => Of("extra_forbidden", location, "Extra inputs are not permitted", input);

    public static JsonObject NotOneOf(IEnumerable<string> location, IReadOnlyList<string> choices, JsonNode? input)
    {
        var expected = Quote(choices);
        return Of("enum", location, $"Input should be {expected}", input, new JsonObject { ["expected"] = expected });
    }

    /// <summary>The texts as errors list them.</summary>
    public static string Quote(IReadOnlyList<string> choices)
    {
        var quoted = choices.Select(choice => $"'{choice}'").ToList();
        return quoted.Count == 1 ? quoted[0] : $"{string.Join(", ", quoted.Take(quoted.Count - 1))} or {quoted[^1]}";
    }

    public static JsonObject TooLong(IEnumerable<string> location, int most, JsonNode? input) => Of(
        "string_too_long", location, string.Create(CultureInfo.InvariantCulture, $"String should have at most {most} characters"), input, new JsonObject { ["max_length"] = most });

    public static JsonObject TooShort(IEnumerable<string> location, int least, JsonNode? input) => Of(
        "string_too_short",
        location,
        string.Create(CultureInfo.InvariantCulture, $"String should have at least {least} character{(least == 1 ? "" : "s")}"),
        input,
        new JsonObject { ["min_length"] = least });

    public static JsonObject NotPattern(IEnumerable<string> location, string pattern, JsonNode? input) =>
        Of("string_pattern_mismatch", location, $"String should match pattern '{pattern}'", input, new JsonObject { ["pattern"] = pattern });

    public static JsonObject TooSmall(IEnumerable<string> location, double least, JsonNode? input, bool isReal = false) => Of(
        "greater_than_equal",
        location,
        string.Create(CultureInfo.InvariantCulture, $"Input should be greater than or equal to {least}"),
        input,
        new JsonObject { ["ge"] = Bound(least, isReal) });

    public static JsonObject TooBig(IEnumerable<string> location, double most, JsonNode? input) => Of(
        "less_than_equal", location, string.Create(CultureInfo.InvariantCulture, $"Input should be less than or equal to {most}"), input, new JsonObject { ["le"] = Bound(most, isReal: false) });

    public static JsonObject NotAbove(IEnumerable<string> location, double bound, JsonNode? input, bool isReal = false) => Of(
        "greater_than", location, string.Create(CultureInfo.InvariantCulture, $"Input should be greater than {bound}"), input, new JsonObject { ["gt"] = Bound(bound, isReal) });

    /// <summary>What a rule found that is no matter of a type.</summary>
    public static JsonObject Value(IEnumerable<string> location, string message, JsonNode? input) =>
        Of("value_error", location, $"Value error, {message}", input, new JsonObject { ["error"] = new JsonObject() });

    public static JsonObject NotLiteral(IEnumerable<string> location, string expected, JsonNode? input) =>
        Of("literal_error", location, $"Input should be {expected}", input, new JsonObject { ["expected"] = expected });

    public static JsonObject NotInteger(IEnumerable<string> location, string input) =>
        Of("int_parsing", location, "Input should be a valid integer, unable to parse string as an integer", JsonValue.Create(input));

    public static JsonObject NotTime(IEnumerable<string> location, string input) => Wire.TryTimeOrNaive(input, out _)
        ? Of("timezone_aware", location, "Input should have timezone info", JsonValue.Create(input))
        : OfDate("datetime_from_date_parsing", location, "Input should be a valid datetime or date", input);

    /// <summary>A date was wanted.</summary>
    public static JsonObject NotDate(IEnumerable<string> location, string input) => Wire.TryTimeOrNaive(input, out _)
        ? Of("date_from_datetime_inexact", location, "Datetimes provided to dates should have zero time - e.g. be exact dates", JsonValue.Create(input))
        : OfDate("date_from_datetime_parsing", location, "Input should be a valid date or datetime", input);

    private static JsonObject OfDate(string type, IEnumerable<string> location, string message, string input)
    {
        var reason = DateText.FaultOf(input);
        return Of(type, location, $"{message}, {reason}", JsonValue.Create(input), new JsonObject { ["error"] = reason });
    }

    /// <summary>A bound of a number with a fraction is written with one.</summary>
    private static JsonNode Bound(double bound, bool isReal) => isReal && double.IsInteger(bound)
        ? JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $"{bound:0.0}"))!
        : JsonValue.Create(bound);

    /// <summary>Bytes that are no UTF-8, half of a surrogate pair, or a NUL.</summary>
    public static JsonObject NotText() => Of(
        "json_invalid", ["body"], "JSON decode error", new JsonObject(), new JsonObject { ["error"] = "Invalid text: not UTF-8, or with NUL characters or lone surrogates" });

    public static JsonObject NotJson(JsonException exception) => NotJson("Expecting value", (int)(exception.BytePositionInLine ?? 0));

    public static JsonObject NotJson(string text) => JsonFault.Find(text) is var (message, place) ? NotJson(message, place) : NotJson("Expecting value", 0);

    private static JsonObject NotJson(string message, int place) => Of(
        "json_invalid", ["body", place.ToString(CultureInfo.InvariantCulture)], "JSON decode error", new JsonObject(), new JsonObject { ["error"] = message });
}
