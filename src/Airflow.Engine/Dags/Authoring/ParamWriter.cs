using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>Params in the document's form.</summary>
internal static class ParamWriter
{
    public static ImmutableArray<SerializedParam> Write(ParamSet parameters) => [.. parameters.Select(pair => Write(pair.Key, pair.Value))];

    private static SerializedParam Write(string name, Param param) => new()
    {
        Name = name,
        Default = JsonElements.Of(param.HasDefault ? param.DefaultJson : new JsonObject { ["__type"] = "arg_not_set" }),
        Description = param.Description,
        Schema = JsonElements.Dict(param.Schema),
    };
}
