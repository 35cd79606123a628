using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>A param whose values are of one type.</summary>
/// <typeparam name="T">Type of the values; a nullable value type, or a class with a default that is <c>null</c>, allows <c>null</c>, too.</typeparam>
public sealed record Param<T> : Param
{
    private readonly T? _default;

    /// <summary>A param without a default: whoever triggers a run must give a value.</summary>
    public Param()
    {
    }

    /// <summary>A param with a default.</summary>
    /// <param name="value">Default.</param>
    public Param(T value)
    {
        _default = value;
        HasDefault = true;
    }

    /// <summary>The only values allowed.</summary>
    /// <value>Default: all values of the type.</value>
    public IReadOnlyList<T>? Enum { get; init; }

    /// <summary>Values that the trigger form proposes.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<T>? Examples { get; init; }

    internal override bool HasDefault { get; }

    /// <summary>Whether a class may be null is not to be seen at run time; a default that is null says so.</summary>
    internal override JsonNode? SchemaType => JsonSchemaType.Of(typeof(T)) switch
    {
        JsonValue name when HasDefault && _default is null => new JsonArray("null", name),
        var type => type,
    };

    internal override JsonNode? DefaultJson => HasDefault ? XComJson.ToNode(_default, typeof(T)) : null;

    internal override JsonArray? EnumJson => ToArray(Enum);

    internal override JsonArray? ExamplesJson => ToArray(Examples);

    private static JsonArray? ToArray(IReadOnlyList<T>? values) => values is null ? null : [.. values.Select(value => XComJson.ToNode(value, typeof(T)))];
}
