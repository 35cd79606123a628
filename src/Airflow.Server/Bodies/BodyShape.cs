using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Server.Bodies;

/// <summary>What a body, or a part of one, must look like.</summary>
internal abstract class BodyShape
{
    /// <summary>Everything that is wrong with the value at this place.</summary>
    public abstract List<JsonObject> Check(JsonElement body, IReadOnlyList<string> location);

    /// <summary>
    /// The value with what was sent in another form than it is read in: a number or a flag that came as text. null when it is as it should be,
    /// or is nothing that can be read.
    /// </summary>
    public virtual JsonNode? Coerce(JsonElement value) => null;

    protected static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
