using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>A task id, or one with the map index of an instance.</summary>
internal sealed class TaskIdShape : BodyShape
{
    private const int Pair = 2;

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return [];
        }

        var problems = CheckPair(body, [.. location, "tuple[str, int]"]);
        return problems.Count == 0 ? [] : [Problems.Of("string_type", [.. location, "str"], "Input should be a valid string", Node(body)), .. problems];
    }

    public override JsonNode? Coerce(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == Pair && value[1].ValueKind == JsonValueKind.String && ToIndex(value[1]) is { } index
            ? new JsonArray(Node(value[0]), index)
            : null;

    private static List<JsonObject> CheckPair(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            return [Problems.Of("tuple_type", location, "Input should be a valid tuple", Node(body))];
        }

        var length = body.GetArrayLength();
        if (length > Pair)
        {
            return
            [
                Problems.Of(
                    "too_long",
                    location,
                    string.Create(CultureInfo.InvariantCulture, $"Tuple should have at most {Pair} items after validation, not {length}"),
                    Node(body),
                    new JsonObject { ["field_type"] = "Tuple", ["max_length"] = Pair, ["actual_length"] = length }),
            ];
        }

        return [.. CheckText(body, [.. location, "0"]), .. CheckIndex(body, [.. location, "1"])];
    }

    private static IEnumerable<JsonObject> CheckText(JsonElement pair, IReadOnlyList<string> location) => pair.GetArrayLength() < 1
        ? [Problems.Missing(location, Node(pair))]
        : TextShape.Instance.Check(pair[0], location);

    private static IEnumerable<JsonObject> CheckIndex(JsonElement pair, IReadOnlyList<string> location)
    {
        if (pair.GetArrayLength() < Pair)
        {
            return [Problems.Missing(location, Node(pair))];
        }

        var index = pair[1];
        if (ToIndex(index) is not null)
        {
            return [];
        }

        return index.ValueKind == JsonValueKind.String
            ? [Problems.NotInteger(location, index.GetString()!)]
            : [Problems.Of("int_type", location, "Input should be a valid integer", Node(index))];
    }

    private static int? ToIndex(JsonElement index) => index.ValueKind switch
    {
        JsonValueKind.Number when index.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(index.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
