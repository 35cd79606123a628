using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Bulk;

/// <summary>A text, or an object of a kind.</summary>
internal sealed class TextOrModelShape(BodyModel model) : BodyShape
{
    public BodyModel Model => model;

    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return [];
        }

        var problems = model.Check(body, [.. location, model.Rule == TeamRule.Check ? $"function-after[validate_team_name(), {model.Name}]" : model.Name]);
        return problems.Count == 0 ? [] : [.. TextShape.Instance.Check(body, [.. location, "str"]), .. problems];
    }

    public override JsonNode? Coerce(JsonElement value) => model.Coerce(value);
}
