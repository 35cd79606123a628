using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/gantt: when each try of a run waited and ran.</summary>
internal static class GanttEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/gantt/{dag_id}/{run_id}", "get_gantt_data", ApiResources.TaskInstances, GetAsync));

    private static async Task GetAsync(ApiCall call)
    {
        var (dagId, runId) = (call.Route("dag_id"), call.Route("run_id"));
        var tasks = await call.Services.Stores.Tasks.ListForRunAsync(dagId, runId, call.Aborted);
        if (tasks.Count == 0 && await call.Services.Stores.Runs.FindAsync(dagId, runId, call.Aborted) is null)
        {
            throw ApiException.NotFound($"The DagRun with dag_id: `{dagId}` and run_id: `{runId}` was not found");
        }

        var rows = tasks.Where(static task => task.State != TaskState.None || task.TryNumber > 0).OrderBy(static task => task.StartDate ?? DateTimeOffset.MaxValue).Select(static task => new
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
        });
        await call.AnswerAsync(new { DagId = dagId, RunId = runId, TaskInstances = rows });
    }
}
