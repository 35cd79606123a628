using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>One of some texts, as an item of a list.</summary>
internal sealed class ChoiceShape(IReadOnlyList<string> choices, bool allowsNull = false) : BodyShape
{
    public IReadOnlyList<string> Choices => choices;

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location) =>
        (allowsNull && body.ValueKind == JsonValueKind.Null) || (body.ValueKind == JsonValueKind.String && choices.Contains(body.GetString(), StringComparer.Ordinal))
            ? []
            : [Problems.NotOneOf(location, choices, Node(body))];
}
