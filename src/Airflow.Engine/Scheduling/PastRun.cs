using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>The run before a run, as tasks with depends_on_past or wait_for_downstream look at it.</summary>
internal sealed class PastRun
{
    private readonly DagRun? _run;
    private readonly ILookup<string, TaskState> _states;
    private readonly IReadOnlySet<string> _everSeen;
    private readonly bool _isFirstOfBackfill;

    private PastRun(DagRun? run, ILookup<string, TaskState> states, IReadOnlySet<string> everSeen, bool isFirstOfBackfill)
    {
        _run = run;
        _states = states;
        _everSeen = everSeen;
        _isFirstOfBackfill = isFirstOfBackfill;
    }

    /// <summary>Nothing can change any more in what the tasks of this run look at.</summary>
    public bool IsSettled => _isFirstOfBackfill || _run is null || (_run.State.IsFinished() && _states.All(task => task.All(IsDone)));

    public static async Task<PastRun> LoadAsync(DagRun of, ScheduledDag dag, SchedulerStores stores, CancellationToken cancellationToken)
    {
        var run = of.LogicalDate is { } date
            ? await stores.Runs.FindPreviousAsync(of.DagId, date, includeManual: !dag.IsCatchup, cancellationToken)
            : null;
        var tasks = run is null ? [] : await stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
        var states = tasks.ToLookup(task => task.Key.TaskId, task => task.State, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in dag.PastDependents.Select(dag.Graph.Settings).Where(task => run is not null && task.IgnoreFirstDependsOnPast && !states.Contains(task.TaskId)))
        {
            if (await stores.Tasks.AnyEarlierAsync(of.DagId, task.TaskId, of.LogicalDate!.Value, cancellationToken))
            {
                seen.Add(task.TaskId);
            }
        }

        var isFirst = of.RunType == RunType.Backfill && stores.Backfills is { } backfills
            && await backfills.FindOfRunAsync(of.Id, cancellationToken) is { SortOrdinal: 1 };
        return new PastRun(run, states, seen, isFirst);
    }

    public DependencyStatus Ask(ScheduledDag dag, int task)
    {
        var graph = dag.Graph;
        var settings = graph.Settings(task);

        // the instances of a run are made when it starts: before that, every task is yet to be done
        var isUnmade = _run is not null && !_run.State.IsFinished() && _states.Count == 0;
        var unsuccessfulDownstream = 0;
        foreach (var next in graph.Downstream(task))
        {
            unsuccessfulDownstream += isUnmade ? 1 : Unsuccessful(graph.TaskId(next));
        }

        return TaskDependencies.PreviousRun(new PreviousRunFacts
        {
            DependsOnPast = settings.DependsOnPast,
            WaitForDownstream = settings.WaitForDownstream,
            IgnoreFirstDependsOnPast = settings.IgnoreFirstDependsOnPast,
            Catchup = dag.IsCatchup,
            TaskStartDate = settings.StartDate,
            IsFirstOfBackfill = _isFirstOfBackfill,
            HasPreviousRun = _run is not null,
            PreviousLogicalDate = _run?.LogicalDate,
            PreviousInstances = isUnmade ? 1 : _states[settings.TaskId].Count(),
            PreviousUnsuccessful = isUnmade ? 1 : Unsuccessful(settings.TaskId),
            PreviousUnsuccessfulDownstream = unsuccessfulDownstream,
            HasAnyEarlierInstance = _everSeen.Contains(settings.TaskId),
        });
    }

    private static bool IsDone(TaskState state) => state is TaskState.Success or TaskState.Skipped;

    private int Unsuccessful(string taskId) => _states[taskId].Count(state => !IsDone(state));
}
