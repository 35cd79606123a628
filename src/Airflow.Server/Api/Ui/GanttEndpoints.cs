using Airflow.Engine.Dags;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/gantt: when each try of a run waited and ran, and the groups that its tasks are in.</summary>
internal static class GanttEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/gantt/{dag_id}/{run_id}", "get_gantt_data", ApiResources.TaskInstances, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("run_id"));
        var tasks = await call.Services.Stores.Tasks.ListForRunAsync(dagId, runId, call.Aborted);
        var run = await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted)
            ?? throw ApiException.NotFound($"The DagRun with dag_id: `{dagId}` and run_id: `{runId}` was not found");
        var graph = run.CreatedDagVersionId is { } version ? (await call.Services.Versions.FindAsync(version, call.Aborted))?.Graph : null;

        // one that waits for its next try is not a try of its own
        var earlier = await call.Services.Stores.Tasks.ListHistoryForRunAsync(dagId, runId, call.Aborted);
        var last = tasks.Where(static task => task.State is not (TaskState.None or TaskState.UpForRetry) || (task.State == TaskState.None && task.TryNumber > 0));

        // what was cleared has the number of its last try until the next one begins
        var tries = earlier.Concat(last).DistinctBy(static task => (task.Key, task.TryNumber));
        var rows = tries.OrderBy(static task => task.StartDate ?? DateTimeOffset.MaxValue).Select(task => new
        {
            task.Key.TaskId,
            TaskDisplayName = task.TaskDisplayName ?? task.Key.TaskId,
            task.TryNumber,
            State = task.State.Name(),
            ScheduledDttm = task.ScheduledAt,
            QueuedDttm = task.QueuedAt,
            task.StartDate,
            task.EndDate,
            IsGroup = false,
            IsMapped = task.Key.MapIndex >= 0,
            task.Key.MapIndex,
            GroupId = graph is not null && graph.TryGetIndex(task.Key.TaskId, out var index) ? GroupId(graph, graph.GroupOf(index)) : null,
        });
        await call.AnswerAsync(new
        {
            DagId = dagId,
            RunId = runId,
            TaskInstances = rows,
            Groups = graph is null ? [] : graph.Groups.Skip(1).Select(group => new { GroupId = group.Id, ParentId = GroupId(graph, group.Parent) }),
        });
    }

    /// <summary>null for what is in no group.</summary>
    private static string? GroupId(DagGraph graph, int group) => group > 0 ? graph.Groups[group].Id : null;
}
