using System.Text.Json.Nodes;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Execution;

/// <summary>Which instances of each upstream task belong to an instance; clients before 2026-04-06 are told, later ones find out themselves.</summary>
internal static class UpstreamMapIndexes
{
    // before this version a client understood one index for each task
    private static readonly DateOnly Lists = new(2025, 5, 20);

    public static async Task<JsonObject> OfAsync(ExecutionCall call, TaskInstance row)
    {
        var dag = row.DagVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        var found = new JsonObject();
        if (dag is null || !dag.Graph.TryGetIndex(row.Key.TaskId, out var task))
        {
            return found;
        }

        var own = dag.Rules.ClosestMappedGroup(task);
        int[] before = [.. dag.Graph.Upstream(task)];
        foreach (var upstream in before)
        {
            var group = dag.Rules.ClosestMappedGroup(upstream);
            found[dag.Graph.TaskId(upstream)] = group < 0 ? null : group == own ? row.Key.MapIndex : await IndexesAsync(call, row, dag, upstream);
        }

        return found;
    }

    private static async Task<JsonNode?> IndexesAsync(ExecutionCall call, TaskInstance row, ScheduledDag dag, int upstream)
    {
        var indexes = (await call.Services.Stores.Tasks.ListForRunAsync(row.Key.DagId, row.Key.RunId, call.Aborted))
            .Where(task => task.Key.TaskId == dag.Graph.TaskId(upstream) && task.Key.MapIndex >= 0)
            .Select(task => task.Key.MapIndex).Order().ToList();
        return indexes.Count == 0 ? null
            : call.Version < Lists ? indexes[0]
            : new JsonArray([.. indexes.Select(index => JsonValue.Create(index))]);
    }
}
