using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Execution;

/// <summary>What several questions about runs and their tasks have in common.</summary>
internal static class RunQueries
{
    /// <summary>The run before a logical date.</summary>
    public static async Task<DagRun?> PreviousAsync(ExecutionCall call, string dagId, DateTimeOffset before, RunState? state)
    {
        var filter = new RunFilter { DagId = dagId, LogicalDateTo = before, States = state is { } wanted ? [wanted] : null };
        return (await call.Services.Api.ListRunsAsync(filter, call.Aborted)).Where(run => run.LogicalDate < before).MaxBy(run => run.LogicalDate);
    }

    /// <summary>The runs that the query names.</summary>
    public static async Task<IReadOnlyList<DagRun>> ListAsync(ExecutionCall call, IReadOnlyCollection<RunState>? states)
    {
        var (dates, ids) = (call.QueryTimes("logical_dates"), call.QueryList("run_ids"));
        var runs = await call.Services.Api.ListRunsAsync(new RunFilter { DagId = call.RequireQuery("dag_id"), States = states }, call.Aborted);
        return
        [
            .. runs.Where(run => (ids is null || ids.Contains(run.RunId, StringComparer.Ordinal))
                && (dates is null || (run.LogicalDate is { } date && dates.Contains(date)))),
        ];
    }

    /// <summary>The instances that the query names, of the runs that it names.</summary>
    public static async Task<IReadOnlyList<TaskInstance>> ListTasksAsync(ExecutionCall call)
    {
        var (mapIndex, taskIds, group) = (call.QueryNumber("map_index"), call.QueryList("task_ids"), call.Query("task_group_id"));
        var found = new List<TaskInstance>();
        foreach (var run in await ListAsync(call, states: null))
        {
            found.AddRange((await call.Services.Api.ListTaskInstancesAsync(run.DagId, run.RunId, call.Aborted)).Where(task =>
                (mapIndex is null || task.Key.MapIndex == mapIndex)
                && (taskIds is null || taskIds.Contains(task.Key.TaskId, StringComparer.Ordinal))
                && (group is null || task.Key.TaskId.StartsWith(group + ".", StringComparison.Ordinal))));
        }

        return found;
    }
}
