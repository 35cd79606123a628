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
        Default = JsonElements.Of(param.HasDefault ? Encoded(param.DefaultJson) : new JsonObject { ["__type"] = "arg_not_set" }),
        Description = param.Description,
        Schema = JsonElements.Of(Encoded(param.Schema)),
    };

    /// <summary>Maps within values are encoded as well, at any depth.</summary>
    private static JsonNode? Encoded(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject
        {
            ["__type"] = "dict",
            ["__var"] = new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Encoded(entry.Value)))),
        },
        JsonArray list => new JsonArray([.. list.Select(Encoded)]),
        _ => node?.DeepClone(),
    };
}
