using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Execution;

/// <summary>The fields that a body may have; <see cref="Check"/> tells everything that is wrong with one.</summary>
internal sealed class BodyModel(bool allowsOthers, params IReadOnlyList<BodyField> fields)
{
    /// <summary>A body with exactly these fields.</summary>
    public BodyModel(params IReadOnlyList<BodyField> fields)
        : this(allowsOthers: false, fields)
    {
    }

    public List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return
            [
                Problems.Of(
                    "model_attributes_type", location, "Input should be a valid dictionary or object to extract fields from", Node(body)),
            ];
        }

        var problems = new List<JsonObject>();
        foreach (var field in fields)
        {
            if (body.TryGetProperty(field.Name, out var value))
            {
                if (CheckValue(field, value, [.. location, field.Name]) is { } problem)
                {
                    problems.Add(problem);
                }
            }
            else if (field.IsRequired)
            {
                problems.Add(Problems.Missing([.. location, field.Name], Node(body)));
            }
        }

        if (!allowsOthers)
        {
            problems.AddRange(body.EnumerateObject().Where(given => fields.All(field => field.Name != given.Name))
                .Select(given => Problems.Forbidden([.. location, given.Name], Node(given.Value))));
        }

        return problems;
    }

    private static JsonObject? CheckValue(BodyField field, JsonElement value, IReadOnlyList<string> location)
    {
        if (field.IsNullable && value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return field.Kind switch
        {
            BodyKind.Text when value.ValueKind != JsonValueKind.String => Problems.Of("string_type", location, "Input should be a valid string", Node(value)),
            BodyKind.Integer => CheckInteger(value, location),
            BodyKind.Number when value.ValueKind != JsonValueKind.Number => Problems.Of("float_type", location, "Input should be a valid number", Node(value)),
            BodyKind.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) =>
                Problems.Of("bool_type", location, "Input should be a valid boolean", Node(value)),
            BodyKind.Map when value.ValueKind != JsonValueKind.Object => Problems.Of("dict_type", location, "Input should be a valid dictionary", Node(value)),
            BodyKind.List when value.ValueKind != JsonValueKind.Array => Problems.Of("list_type", location, "Input should be a valid list", Node(value)),
            BodyKind.MapOrText when value.ValueKind is not (JsonValueKind.Object or JsonValueKind.String) =>
                Problems.Of("dict_type", location, "Input should be a valid dictionary", Node(value)),
            BodyKind.Time => CheckTime(value, location),
            BodyKind.Duration => CheckDuration(value, location),
            BodyKind.Literal when !IsOneOf(field, value) => Problems.NotLiteral(location, field.Expected ?? $"'{field.Choices[0]}'", Node(value)),
            BodyKind.Choice when !IsOneOf(field, value) => Problems.NotOneOf(location, field.Choices, Node(value)),
            _ => null,
        };
    }

    private static JsonObject? CheckInteger(JsonElement value, IReadOnlyList<string> location) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out _) => null,
        JsonValueKind.Number => Problems.Of("int_from_float", location, "Input should be a valid integer, got a number with a fractional part", Node(value)),
        JsonValueKind.String => Problems.NotInteger(location, value.GetString() ?? ""),
        _ => Problems.Of("int_type", location, "Input should be a valid integer", Node(value)),
    };

    private static JsonObject? CheckTime(JsonElement value, IReadOnlyList<string> location) => value.ValueKind != JsonValueKind.String
        ? Problems.Of("datetime_type", location, "Input should be a valid datetime", Node(value))
        : Wire.TryTime(value.GetString() ?? "", out _) ? null : Problems.NotTime(location, value.GetString() ?? "");

    private static JsonObject? CheckDuration(JsonElement value, IReadOnlyList<string> location) => BodyDuration.Read(value) is null
        ? Problems.Of("time_delta_parsing", location, "Input should be a valid timedelta", Node(value))
        : null;

    private static bool IsOneOf(BodyField field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && field.Choices.Contains(value.GetString(), StringComparer.Ordinal);

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
