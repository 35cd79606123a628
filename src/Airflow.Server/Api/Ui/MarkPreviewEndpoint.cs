using Airflow.Engine;
using Airflow.Engine.Marking;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/marks/{dag_id}/{run_id}: every instance that marking a run, or a task of it, would change, with the state that it would get; nothing is changed.</summary>
internal static class MarkPreviewEndpoint
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get(
        "/marks/{dag_id}/{run_id}",
        "get_marks",
        ApiResources.TaskInstances,
        GetAsync,
        ApiParameter.Text("state") with { IsRequired = true, Choices = ["success", "failed", "skipped"] },
        ApiParameter.Text("task_id"),
        ApiParameter.Integer("map_index"),
        Flag("include_upstream"),
        Flag("include_downstream"),
        Flag("include_past"),
        Flag("include_future")));

    private static ApiParameter Flag(string name) => ApiParameter.Flag(name, otherwise: false);

    private static async Task GetAsync(ApiCall call)
    {
        try
        {
            var marked = await SelectAsync(call);
            await call.AnswerAsync(new { TotalEntries = marked.Count, TaskInstances = marked.Select(Of) });
        }
        catch (AirflowException exception) when (!exception.IsTransient)
        {
            throw ApiException.NotFound(exception.Message);
        }
    }

    private static async Task<IReadOnlyList<MarkedTask>> SelectAsync(ApiCall call)
    {
        var (dagId, runId, state) = (call.Route("dag_id"), call.Route("run_id"), call.Text("state")!);
        var marking = TaskInstanceChanges.MarkingOf(call);
        if (call.Text("task_id") is not { } taskId)
        {
            return state == "skipped"
                ? throw ApiException.BadRequest("A run cannot be marked skipped; name a task.")
                : await marking.SelectRunAsync(dagId, runId, RunNames.ParseState(state), call.Aborted);
        }

        return await marking.SelectAsync(
            new MarkRequest
            {
                DagId = dagId,
                RunId = runId,
                TaskIds = [taskId],
                MapIndexes = call.Int("map_index") is { } index ? [index] : null,
                State = TaskStates.Parse(state),
                IncludeUpstream = call.Flag("include_upstream") == true,
                IncludeDownstream = call.Flag("include_downstream") == true,
                IncludePast = call.Flag("include_past") == true,
                IncludeFuture = call.Flag("include_future") == true,
                User = call.User.Name,
            },
            call.Aborted);
    }

    /// <summary>Without a new state it is decided anew, as after a clear.</summary>
    private static object Of(MarkedTask marked)
    {
        var (dagId, runId, taskId, mapIndex) = marked.Task.Key;
        return new
        {
            marked.Task.Id,
            DagId = dagId,
            DagRunId = runId,
            TaskId = taskId,
            MapIndex = mapIndex,
            State = marked.Task.State.Name(),
            NewState = marked.To.Name(),
        };
    }
}
