using System.Text.Json;
using System.Text.Json.Nodes;

namespace Airflow.Testing.Local;

/// <summary>The answer to a question where nobody can be asked: its defaults, as if the time for an answer were over.</summary>
internal static class LocalAnswer
{
    public static JsonElement Of(HumanQuestion question) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["chosen_options"] = new JsonArray([.. (question.Defaults ?? []).Select(static option => (JsonNode)option)]),
        ["params_input"] = new JsonObject((question.Params ?? []).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.HasDefault ? pair.Value.DefaultJson?.DeepClone() : null))),
        ["responded_by_user"] = null,
        ["timedout"] = true,
    });
}
