using System.Text.Json.Nodes;

namespace Airflow.Celery.Flower.State;

/// <summary>What a worker answered when it was last asked, by the name of the question.</summary>
internal sealed record WorkerInspection(IReadOnlyDictionary<string, JsonNode> Answers, double Timestamp)
{
    public IReadOnlyList<string> Queues => Answers.GetValueOrDefault("active_queues") is JsonArray queues
        ? [.. queues.Select(static queue => queue?["name"]?.ToString() ?? "").Where(static name => name.Length > 0)]
        : [];

    /// <summary>The names of the tasks that it can run, without what is said of their limits.</summary>
    public IReadOnlyList<string> Registered => Answers.GetValueOrDefault("registered") is JsonArray tasks
        ? [.. tasks.Select(static task => (task?.ToString() ?? "").Split(" [", 2)[0])]
        : [];

    public JsonObject ToJson()
    {
        var json = new JsonObject(Answers.Select(static answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value.DeepClone())));
        json["timestamp"] = Messages.CeleryJson.Float(Timestamp);
        return json;
    }
}
