using System.Text.Json.Nodes;

namespace Airflow.Engine.Params;

/// <summary>A param: a value, if there is one, and the schema that any value has to satisfy.</summary>
public sealed record DeclaredParam
{
    private static readonly JsonObject NoSchema = [];

    /// <summary>The schema; empty when anything goes. A schema given as one keyword "schema" is meant as a whole.</summary>
    public JsonObject Schema
    {
        get;
        init => field = value is { Count: > 0 } && value["schema"] is JsonObject inner ? inner : value;
    } = NoSchema;

    /// <summary>There is a value, be it null.</summary>
    public bool HasValue { get; init; }

    public JsonNode? Value { get; init; }

    /// <summary>A param of any kind with this value.</summary>
    public static DeclaredParam Plain(JsonNode? value) => new() { HasValue = true, Value = value };

    public DeclaredParam With(JsonNode? value) => this with { HasValue = true, Value = value };

    /// <summary>What is wrong with the value that the param has.</summary>
    /// <exception cref="ParamException">The schema itself is wrong.</exception>
    public IReadOnlyList<string> Problems(string name)
    {
        if (JsonSchema.Inspect(Schema) is { Count: > 0 } wrong)
        {
            throw new ParamException(ParamException.InvalidSchema, [.. wrong.Select(problem => $"The schema of param {name} is wrong. {problem}")]);
        }
        return HasValue
            ? [.. JsonSchema.Validate(Value, Schema).Select(problem => $"Invalid input for param {name}: {problem}")]
            : [$"Invalid input for param {name}: no value was given."];
    }
}
