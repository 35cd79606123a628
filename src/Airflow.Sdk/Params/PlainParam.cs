using System.Text.Json.Nodes;

namespace Airflow;

/// <summary>A default without rules, as in <c>Params = { ["rows"] = 10 }</c>.</summary>
internal sealed record PlainParam(JsonNode? Default) : Param
{
    internal override JsonNode? SchemaType => null;

    internal override bool HasDefault => true;

    internal override JsonNode? DefaultJson => Default?.DeepClone();

    internal override JsonArray? EnumJson => null;

    internal override JsonArray? ExamplesJson => null;
}
