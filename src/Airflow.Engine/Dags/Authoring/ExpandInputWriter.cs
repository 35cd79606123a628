using System.Text.Json.Nodes;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>What a mapped task is expanded over, in the document's form.</summary>
internal static class ExpandInputWriter
{
    public static SerializedExpandInput Write(ExpandInput input)
    {
        if (input.Kind == ExpandKind.ListOfDicts)
        {
            return new SerializedExpandInput(SerializedExpandInput.ListOfDicts, JsonElements.Of(Source(input.Arguments[0].Source)));
        }

        var arguments = new JsonObject(input.Arguments.Select(argument => KeyValuePair.Create(argument.Name, (JsonNode?)Source(argument.Source))));
        return new SerializedExpandInput(SerializedExpandInput.DictOfLists, JsonElements.Dict(arguments));
    }

    private static JsonNode Source(ExpandSource source) => source switch
    {
        LiteralSource literal => Values(literal),
        _ => new JsonObject { ["__type"] = "xcomref", ["__var"] = Reference(source) },
    };

    private static JsonArray Values(LiteralSource literal) => new([.. literal.Values.Select(value => JsonNode.Parse(value.GetRawText()))]);

    private static JsonNode Reference(ExpandSource source) => source switch
    {
        XComSource xcom => new JsonObject { ["task_id"] = xcom.Output.Task.Id, ["key"] = xcom.Output.Key },
        ZipSource zip => new JsonObject { ["type"] = "zip", ["args"] = new JsonArray([.. zip.Parts.Select(Reference)]) },
        LiteralSource literal => Values(literal),
        _ => throw new InvalidOperationException($"There is no stored form of {source.GetType().Name}."),
    };
}
