using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>A parameter of a DAG or task: default, schema and where it was declared.</summary>
public sealed record SerializedParam
{
    public const string ParamClass = "airflow.sdk.definitions.param.Param";

    public required string Name { get; init; }

    public string Class { get; init; } = ParamClass;

    public JsonElement Default { get; init; }

    public string? Description { get; init; }

    /// <summary>The JSON schema in its encoded form, <c>{"__type": "dict", "__var": {…}}</c>.</summary>
    public JsonElement? Schema { get; init; }

    public string? Source { get; init; }

    public ExtraFields Extra { get; init; } = ExtraFields.Empty;
}
