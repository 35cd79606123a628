using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;

namespace Airflow.Engine.Params;

/// <summary>Takes the params of a DAG version from its document.</summary>
public static class ParamDeclarations
{
    private const string Kind = "__type";
    private const string Content = "__var";

    /// <summary>The params of the DAG, in order.</summary>
    public static DeclaredParams Of(SerializedDag document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return DeclaredParams.Empty.With((document.Params ?? []).Select(param => KeyValuePair.Create(param.Name, Of(param))));
    }

    /// <summary>A value of a document as it was before it was wrapped.</summary>
    public static JsonNode? Decode(JsonElement value) => Decode(Node(value));

    private static DeclaredParam Of(SerializedParam param)
    {
        var hasValue = param.Default.ValueKind != JsonValueKind.Undefined && !IsNotSet(param.Default);
        return new DeclaredParam
        {
            HasValue = hasValue,
            Value = hasValue ? Decode(Node(param.Default)) : null,
            Schema = param.Schema is { } schema && Decode(Node(schema)) is JsonObject decoded ? decoded : [],
        };
    }

    private static bool IsNotSet(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Kind, out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("arg_not_set");

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    /// <summary>Documents wrap maps and sets into their kind and content.</summary>
    private static JsonNode? Decode(JsonNode? node) => node switch
    {
        JsonObject wrapped when wrapped.ContainsKey(Kind) && wrapped.ContainsKey(Content) => Decode(wrapped[Content]),
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Decode(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Decode)]),
        _ => node?.DeepClone(),
    };
}
