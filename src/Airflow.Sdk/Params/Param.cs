using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>A value that whoever triggers a run may set: a default and the rules (JSON schema) that any value must satisfy.</summary>
public abstract record Param
{
    private protected Param()
    {
    }

    /// <summary>What the value means, shown in the trigger form.</summary>
    /// <value>Default: none.</value>
    public string? Description { get; init; }

    /// <summary>The same as Markdown.</summary>
    /// <value>Default: none.</value>
    public string? DescriptionMd { get; init; }

    /// <summary>Caption in the trigger form.</summary>
    /// <value>Default: the name of the param.</value>
    public string? Title { get; init; }

    /// <summary>Section of the trigger form.</summary>
    /// <value>Default: none.</value>
    public string? Section { get; init; }

    /// <summary>Smallest number allowed.</summary>
    /// <value>Default: none.</value>
    public double? Minimum { get; init; }

    /// <summary>Largest number allowed.</summary>
    /// <value>Default: none.</value>
    public double? Maximum { get; init; }

    /// <summary>Least number of characters.</summary>
    /// <value>Default: none.</value>
    public int? MinLength { get; init; }

    /// <summary>Greatest number of characters.</summary>
    /// <value>Default: none.</value>
    public int? MaxLength { get; init; }

    /// <summary>Regular expression that a text must match.</summary>
    /// <value>Default: none.</value>
    public string? Pattern { get; init; }

    /// <summary>Format of a text: <c>date</c>, <c>time</c>, <c>date-time</c>, <c>email</c>, <c>multiline</c> …; chooses the control of the form, too.</summary>
    /// <value>Default: none.</value>
    public string? Format { get; init; }

    /// <summary>Captions for the values of an enumeration.</summary>
    /// <value>Default: the values themselves.</value>
    public IReadOnlyDictionary<string, string>? ValuesDisplay { get; init; }

    /// <summary>Further keywords of JSON schema, such as <c>items</c> or <c>properties</c>.</summary>
    /// <value>Default: none.</value>
    public JsonObject? ExtraSchema { get; init; }

    /// <summary>Name of the JSON schema type or types.</summary>
    internal abstract JsonNode? SchemaType { get; }

    internal abstract bool HasDefault { get; }

    internal abstract JsonNode? DefaultJson { get; }

    internal abstract JsonArray? EnumJson { get; }

    internal abstract JsonArray? ExamplesJson { get; }

    /// <summary>The keywords of JSON schema that the properties stand for.</summary>
    internal JsonObject Schema
    {
        get
        {
            var schema = new JsonObject();
            Put("type", SchemaType);
            Put("enum", EnumJson);
            Put("examples", ExamplesJson);
            Put("title", Title);
            Put("description_md", DescriptionMd);
            Put("section", Section);
            Put("minimum", Minimum is { } minimum ? Number(minimum) : null);
            Put("maximum", Maximum is { } maximum ? Number(maximum) : null);
            Put("minLength", MinLength);
            Put("maxLength", MaxLength);
            Put("pattern", Pattern);
            Put("format", Format);
            Put("values_display", ValuesDisplay is null ? null : new JsonObject(ValuesDisplay.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
            foreach (var (name, value) in ExtraSchema ?? [])
            {
                Put(name, value?.DeepClone());
            }

            return schema;

            void Put(string name, JsonNode? value)
            {
                if (value is not null)
                {
                    schema[name] = value;
                }
            }
        }
    }

    /// <summary>A param with this default and no rules.</summary>
    /// <param name="value">Default.</param>
    public static implicit operator Param(string value) => new PlainParam(value);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator Param(long value) => new PlainParam(value);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator Param(double value) => new PlainParam(value);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator Param(bool value) => new PlainParam(value);

    private static JsonValue Number(double value) => double.IsInteger(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
