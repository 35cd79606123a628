using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>A text, as an item of a list.</summary>
internal sealed class TextShape : BodyShape
{
    public static TextShape Instance { get; } = new();

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location) =>
        body.ValueKind == JsonValueKind.String ? [] : [Problems.Of("string_type", location, "Input should be a valid string", Node(body))];
}
