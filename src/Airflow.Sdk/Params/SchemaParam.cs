using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>A param that a property of a record stands for; all its rules are in the schema.</summary>
internal sealed record SchemaParam(bool HasValue, JsonNode? Value) : Param
{
    internal override JsonNode? SchemaType => null;

    internal override bool HasDefault => HasValue;

    internal override JsonNode? DefaultJson => Value?.DeepClone();

    internal override JsonArray? EnumJson => null;

    internal override JsonArray? ExamplesJson => null;
}
