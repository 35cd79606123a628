using Airflow.Engine.Clearing;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Marking;

/// <summary>What marking makes of the instances of one run, by Airflow's rules. Pure.</summary>
internal static class MarkPlan
{
    /// <summary>
    /// The instances meant that have another state now; and what failed downstream of the tasks named, for want of them maybe, is decided anew.
    /// </summary>
    public static IReadOnlyList<MarkedTask> OfTasks(MarkRequest request, ScheduledDag dag, IReadOnlyList<TaskInstance> all)
    {
        var scope = new ClearRequest
        {
            DagId = request.DagId,
            TaskIds = request.TaskIds,
            MapIndexes = request.MapIndexes,
            IncludeUpstream = request.IncludeUpstream,
            IncludeDownstream = request.IncludeDownstream,
        };
        List<MarkedTask> marked = [.. InstanceSelection.Select(scope, dag, all).Where(task => task.State != request.State).Select(task => new MarkedTask(task, request.State))];
        if (marked.Count == 0)
        {
            return marked;
        }

        var options = new DagSubsetOptions { IncludeUpstream = false, IncludeDownstream = true };
        var named = request.TaskIds.ToHashSet(StringComparer.Ordinal);
        var after = DagSubset.Select(dag.Graph, request.TaskIds.Select(dag.Graph.IndexOf), options).Select(dag.Graph.TaskId).ToHashSet(StringComparer.Ordinal);
        var taken = marked.Select(item => item.Task.Id).ToHashSet();
        marked.AddRange(all
            .Where(task => after.Contains(task.Key.TaskId) && !named.Contains(task.Key.TaskId) && task.State.IsFailure() && !taken.Contains(task.Id))
            .Where(task => !(request.IncludeDownstream && task.State == request.State))
            .Select(task => new MarkedTask(task, TaskState.None)));
        return marked;
    }

    /// <summary>
    /// A run that is marked failed stops what runs, which fails, and skips what has not begun; one that is marked a success makes everything a
    /// success. Teardowns that have not ended are left to do their work, and then the run ends by itself.
    /// </summary>
    public static (IReadOnlyList<MarkedTask> Tasks, bool IsEnded) OfRun(RunState state, ScheduledDag dag, IReadOnlyList<TaskInstance> all)
    {
        if (!state.IsFinished())
        {
            return ([], true);
        }

        bool IsLeft(TaskInstance task) =>
            !task.State.IsFinished() && dag.Graph.TryGetIndex(task.Key.TaskId, out var index) && dag.Graph.Settings(index).IsTeardown;
        var marked = all.Where(task => !IsLeft(task)).Select(task => new MarkedTask(task, StateOf(task.State, state))).Where(item => item.To != item.Task.State);
        return ([.. marked], !all.Any(IsLeft));
    }

    private static TaskState StateOf(TaskState task, RunState run) => task switch
    {
        TaskState.Removed => task,
        _ when run == RunState.Success => TaskState.Success,
        TaskState.Running or TaskState.Restarting or TaskState.Deferred or TaskState.AwaitingInput or TaskState.UpForReschedule => TaskState.Failed,
        _ when task.IsFinished() => task,
        _ => TaskState.Skipped,
    };
}
