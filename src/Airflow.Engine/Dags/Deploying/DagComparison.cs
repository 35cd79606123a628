using System.Text.Json.Nodes;

namespace Airflow.Engine.Dags.Deploying;

/// <summary>What differs between two serialised forms of a DAG.</summary>
public static class DagComparison
{
    /// <param name="made">The DAG with what is known of it beside its serialised form.</param>
    /// <param name="before">The serialised form that counts now; null: there is none.</param>
    /// <param name="after">The serialised form that is to count.</param>
    public static DeployedDag Compare(DeployedDag made, string? before, string after)
    {
        ArgumentNullException.ThrowIfNull(made);
        var now = TasksOf(after);
        var old = before is null ? [] : TasksOf(before);
        var (edges, oldEdges) = (EdgesOf(after), before is null ? [] : EdgesOf(before));
        var changed = now.Keys.Where(id => old.TryGetValue(id, out var text) && text != now[id]).ToList();
        var compared = made with
        {
            Tasks = Sorted(now.Keys),
            Edges = Sorted(edges),
            TasksAdded = Sorted(now.Keys.Except(old.Keys, StringComparer.Ordinal)),
            TasksRemoved = Sorted(old.Keys.Except(now.Keys, StringComparer.Ordinal)),
            TasksChanged = Sorted(changed),
            EdgesAdded = Sorted(edges.Except(oldEdges, StringComparer.Ordinal)),
            EdgesRemoved = Sorted(oldEdges.Except(edges, StringComparer.Ordinal)),
        };
        var isSame = before is not null && RestOf(before) == RestOf(after)
            && compared is { TasksAdded.Count: 0, TasksRemoved.Count: 0, TasksChanged.Count: 0, EdgesAdded.Count: 0, EdgesRemoved.Count: 0 };
        return compared with { Change = before is null ? DeployChange.Added : isSame ? DeployChange.Unchanged : DeployChange.Changed };
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> TasksOf(string data)
    {
        var tasks = JsonNode.Parse(data)?["dag"]?["tasks"]?.AsArray() ?? [];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            var fields = (task?["__var"] ?? task)?.DeepClone() as JsonObject ?? [];
            // edges are told apart from their tasks
            fields.Remove("downstream_task_ids");
            found[$"{fields["task_id"]}"] = fields.ToJsonString();
        }

        return found;
    }

    private static List<string> EdgesOf(string data) =>
        [.. DagSerialization.Read(data).Tasks.SelectMany(static task => (task.DownstreamTaskIds ?? []).Select(other => $"{task.TaskId} >> {other}"))];

    /// <summary>The DAG without its tasks, and without where its file lies.</summary>
    private static string RestOf(string data)
    {
        var dag = JsonNode.Parse(data)?["dag"]?.DeepClone() as JsonObject ?? [];
        foreach (var name in new[] { "tasks", "fileloc", "_processor_dags_folder" })
        {
            dag.Remove(name);
        }

        return dag.ToJsonString();
    }
}
