using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>A task id, or one with the map index of an instance.</summary>
internal sealed class TaskIdShape : BodyShape
{
    public override List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return [];
        }

        if (body.ValueKind == JsonValueKind.Array && body.GetArrayLength() == 2 && body[0].ValueKind == JsonValueKind.String
            && body[1].ValueKind == JsonValueKind.Number && body[1].TryGetInt32(out _))
        {
            return [];
        }

        return
        [
            Problems.Of("string_type", [.. location, "str"], "Input should be a valid string", Node(body)),
            Problems.Of("tuple_type", [.. location, "tuple[str, int]"], "Input should be a valid tuple", Node(body)),
        ];
    }
}
