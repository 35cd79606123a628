using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Airflow.Server.Bodies;

/// <summary>The fields that a body may have; <see cref="Check"/> tells everything that is wrong with one.</summary>
internal sealed class BodyModel(bool allowsOthers, params IReadOnlyList<BodyField> fields) : BodyShape
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A body with exactly these fields.</summary>
    public BodyModel(params IReadOnlyList<BodyField> fields)
        : this(allowsOthers: false, fields)
    {
    }

    /// <summary>What its schema is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether what is wrong with it is told twice, as Airflow does where it reads the body for its check of rights as well.</summary>
    public bool IsReadTwice { get; init; }

    /// <summary>What must hold for all fields together, asked once each is good: what is wrong, or null.</summary>
    public Func<JsonElement, string?>? Rule { get; init; }

    /// <summary>What must hold before its fields are looked at: where it does not, nothing else is told. What is wrong, or null.</summary>
    public Func<JsonElement, string?>? FirstRule { get; init; }

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind == JsonValueKind.Object && FirstRule?.Invoke(body) is { } first)
        {
            return [Problems.Value(location, first, Node(body))];
        }

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
            if (TryFind(body, field, out var value, out var name))
            {
                problems.AddRange(CheckField(field, value, [.. location, name]));
            }
            else if (field.IsRequired)
            {
                problems.Add(Problems.Missing([.. location, field.IsCalledByName ? field.Name : field.Alias ?? field.Name], Node(body)));
            }
        }

        if (!allowsOthers)
        {
            problems.AddRange(body.EnumerateObject().Where(given => fields.All(field => field.Name != given.Name && field.Alias != given.Name))
                .Select(given => Problems.Forbidden([.. location, given.Name], Node(given.Value))));
        }

        if (problems.Count == 0 && Rule?.Invoke(body) is { } message)
        {
            problems.Add(Problems.Value(location, message, Node(body)));
        }

        return problems;
    }

    public override JsonNode? Coerce(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonObject? coerced = null;
        foreach (var field in fields)
        {
            if (TryFind(value, field, out var given, out var name) && BodyCoercion.Of(field, given) is { } better)
            {
                coerced ??= Node(value)!.AsObject();
                coerced[name] = better;
            }
        }

        return coerced;
    }

    public IReadOnlyList<BodyField> Fields => fields;

    public bool AllowsOthers => allowsOthers;

    private static bool TryFind(JsonElement body, BodyField field, out JsonElement value, out string name)
    {
        name = field.Alias ?? field.Name;
        if (field.Alias is not null && body.TryGetProperty(field.Alias, out value))
        {
            return true;
        }

        name = field.Name;
        return body.TryGetProperty(field.Name, out value);
    }

    private static IEnumerable<JsonObject> CheckField(BodyField field, JsonElement value, IReadOnlyList<string> location)
    {
        if (CheckValue(field, value, location) is { } problem)
        {
            return [problem];
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return field.NullFault is { } fault ? [Problems.Value(location, fault, null)] : [];
        }

        if (field.Rule?.Invoke(value) is { } message)
        {
            return [Problems.Value(location, message, Node(value))];
        }

        return field.Item is { } item && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().SelectMany((one, index) => item.Check(one, [.. location, index.ToString(CultureInfo.InvariantCulture)]))
            : [];
    }

    private static JsonObject? CheckValue(BodyField field, JsonElement value, IReadOnlyList<string> location)
    {
        if (field.IsNullable && value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return field.Kind switch
        {
            BodyKind.Text => CheckText(field, value, location),
            BodyKind.Integer => CheckInteger(value, location) ?? CheckBound(field, value, location),
            BodyKind.Number when value.ValueKind == JsonValueKind.String =>
                Problems.Of("float_parsing", location, "Input should be a valid number, unable to parse string as a number", Node(value)),
            BodyKind.Number when value.ValueKind != JsonValueKind.Number => Problems.Of("float_type", location, "Input should be a valid number", Node(value)),
            BodyKind.Flag => CheckFlag(value, location),
            BodyKind.Map when value.ValueKind != JsonValueKind.Object => Problems.Of("dict_type", location, "Input should be a valid dictionary", Node(value)),
            BodyKind.List when value.ValueKind != JsonValueKind.Array => Problems.Of("list_type", location, "Input should be a valid list", Node(value)),
            BodyKind.MapOrText when value.ValueKind is not (JsonValueKind.Object or JsonValueKind.String) =>
                Problems.Of("dict_type", location, "Input should be a valid dictionary", Node(value)),
            BodyKind.Time => CheckTime(field, value, location),
            BodyKind.Duration => CheckDuration(value, location),
            BodyKind.Literal when !IsOneOf(field, value) => Problems.NotLiteral(location, field.Expected ?? $"'{field.Choices[0]}'", Node(value)),
            BodyKind.Choice when !IsOneOf(field, value) => Problems.NotOneOf(location, field.Choices, Node(value)),
            _ => null,
        };
    }

    private static JsonObject? CheckText(BodyField field, JsonElement value, IReadOnlyList<string> location)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Problems.Of("string_type", location, "Input should be a valid string", Node(value));
        }

        var text = value.GetString()!;
        if (field.MaxLength is { } most && text.Length > most)
        {
            return Problems.TooLong(location, most, text);
        }

        if (field.MinLength is { } least && text.Length < least)
        {
            return Problems.TooShort(location, least, text);
        }

        // a dollar sign means the very end here, not the one before a last line feed
        return field.Pattern is { } pattern && !Regex.IsMatch(text, pattern.EndsWith('$') ? pattern[..^1] + "\\z" : pattern, RegexOptions.None, MatchTimeout)
            ? Problems.NotPattern(location, pattern, text)
            : null;
    }

    private static JsonObject? CheckBound(BodyField field, JsonElement value, IReadOnlyList<string> location)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        if (field.Minimum is { } least && value.GetDouble() < least)
        {
            return Problems.TooSmall(location, least, Node(value));
        }

        return field.Maximum is { } most && value.GetDouble() > most ? Problems.TooBig(location, most, Node(value)) : null;
    }

    private static JsonObject? CheckFlag(JsonElement value, IReadOnlyList<string> location) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.String => Problems.Of("bool_parsing", location, "Input should be a valid boolean, unable to interpret input", Node(value)),
        _ => Problems.Of("bool_type", location, "Input should be a valid boolean", Node(value)),
    };

    private static JsonObject? CheckInteger(JsonElement value, IReadOnlyList<string> location) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out _) => null,
        JsonValueKind.Number => Problems.Of("int_from_float", location, "Input should be a valid integer, got a number with a fractional part", Node(value)),
        JsonValueKind.String => Problems.NotInteger(location, value.GetString() ?? ""),
        _ => Problems.Of("int_type", location, "Input should be a valid integer", Node(value)),
    };

    private static JsonObject? CheckTime(BodyField field, JsonElement value, IReadOnlyList<string> location) => value.ValueKind != JsonValueKind.String
        ? Problems.Of("datetime_type", location, "Input should be a valid datetime", Node(value))
        : Wire.TryTime(value.GetString() ?? "", out _) || (field.IsNaiveAllowed && Wire.TryTimeOrNaive(value.GetString() ?? "", out _)) ? null : Problems.NotTime(location, value.GetString() ?? "");

    private static JsonObject? CheckDuration(JsonElement value, IReadOnlyList<string> location) => BodyDuration.Read(value) is null
        ? Problems.Of("time_delta_parsing", location, "Input should be a valid timedelta", Node(value))
        : null;

    private static bool IsOneOf(BodyField field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && field.Choices.Contains(value.GetString(), StringComparer.Ordinal);
}
