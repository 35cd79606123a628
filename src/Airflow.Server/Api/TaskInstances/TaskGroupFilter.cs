using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Engine.Scheduling;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>The tasks inside a task group, however deep.</summary>
internal static class TaskGroupFilter
{
    public static async Task AddAsync(ApiCall call, ListFilters filters)
    {
        if (call.Text("task_group_id") is not { } groupId)
        {
            return;
        }

        if (DagScope.IsAny(call))
        {
            throw ApiException.BadRequest("dag_id is required when task_group_id is specified");
        }

        var dag = await DagOfRunAsync(call, call.Route("dag_id"), call.Route("dag_run_id"));
        filters.Add(ListFilter.In("task_id", TasksOf(dag, groupId) ?? throw NotFound(groupId)));
    }

    /// <summary>The version of the DAG that the run was made of, or the latest when there is no such run.</summary>
    public static async Task<ScheduledDag> DagOfRunAsync(ApiCall call, string dagId, string runId)
    {
        var run = runId == DagScope.Any ? null : await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted);
        var dag = run?.CreatedDagVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        return dag ?? await TaskInstanceChanges.DagAsync(call, dagId);
    }

    public static ApiException NotFound(string groupId) => new(404, new JsonObject { ["reason"] = "not_found", ["message"] = $"Task group {groupId} not found" });

    /// <summary>null when there is no such group.</summary>
    public static IReadOnlyList<string>? TasksOf(ScheduledDag dag, string groupId)
    {
        var graph = dag.Graph;
        var wanted = Enumerable.Range(1, graph.Groups.Length - 1).FirstOrDefault(index => graph.Groups[index].Id == groupId);
        return wanted == 0 ? null : [.. Enumerable.Range(0, graph.Count).Where(task => IsIn(graph, graph.GroupOf(task), wanted)).Select(graph.TaskId)];
    }

    private static bool IsIn(DagGraph graph, int group, int wanted)
    {
        while (group > 0 && group != wanted)
        {
            group = graph.Groups[group].Parent;
        }

        return group == wanted;
    }
}
