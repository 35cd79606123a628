using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>JSON made by hand as the elements that the document's records hold.</summary>
internal static class JsonElements
{
    public static JsonElement Of(JsonNode? node) => JsonElement.Parse(node?.ToJsonString() ?? "null");

    /// <summary>The encoded form of a map: {"__type": "dict", "__var": {…}}.</summary>
    public static JsonElement Dict(JsonObject map) => Of(new JsonObject { ["__type"] = "dict", ["__var"] = map });
}
