using System.Text.Json.Nodes;

namespace Airflow.Server.Api;

/// <summary>A parameter of an operation's path, query or head; declared so that it is checked, and told in the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record ApiParameter(string Name, ApiKind Kind = ApiKind.Text)
{
    /// <summary>query, path or header.</summary>
    public string In { get; init; } = "query";

    public bool IsRequired { get; init; }

    /// <summary>It may be given several times.</summary>
    public bool IsList { get; init; }

    /// <summary>The least number it may be.</summary>
    public double? Minimum { get; init; }

    /// <summary>The number that it must be greater than.</summary>
    public double? Above { get; init; }

    /// <summary>The texts that it may be.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether <see cref="Choices"/> is the list of an enumeration rather than of literals, which differ in how errors call them.</summary>
    public bool IsEnum { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>What it is when it is not given; null: nothing.</summary>
    public JsonNode? Default { get; init; }

    public string? Description { get; init; }

    /// <summary>What a value that cannot be read is refused with, as 400 and before anything else is looked at; null: it is told with the rest.</summary>
    public string? Refusal { get; init; }

    public static ApiParameter Text(string name) => new(name);

    public static ApiParameter Texts(string name) => new(name) { IsList = true };

    public static ApiParameter Integer(string name) => new(name, ApiKind.Integer);

    public static ApiParameter Number(string name) => new(name, ApiKind.Number);

    public static ApiParameter Flag(string name, bool? otherwise = null) => new(name, ApiKind.Flag) { Default = otherwise };

    public static ApiParameter Time(string name) => new(name, ApiKind.Time);

    /// <summary>name_gte, name_gt, name_lte and name_lt.</summary>
    public static ApiParameter[] Range(string name, ApiKind kind = ApiKind.Time) =>
        [new($"{name}_gte", kind), new($"{name}_gt", kind), new($"{name}_lte", kind), new($"{name}_lt", kind)];

    /// <summary>name_pattern and name_prefix_pattern.</summary>
    public static ApiParameter[] Pattern(string name) => [new($"{name}_pattern"), new($"{name}_prefix_pattern")];
}
