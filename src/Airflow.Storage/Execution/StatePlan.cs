using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Storage.Callbacks;
using Airflow.Storage.Servers;
using Airflow.Storage.XComs;

namespace Airflow.Storage.Execution;

/// <summary>A state change as the statements of which it consists, for a database server; what SQLite's writer does, written down instead of done.</summary>
internal sealed class StatePlan
{
    private readonly List<PlannedStep> _steps = [];
    private readonly PoolDeltas _pools = new();

    public StatePlan(StateChange change, DateTimeOffset now)
    {
        Change = change;
        PlanFences();
        PlanTasks(now);
        PlanXComs(now);
        PlanRuns();
        PlanHolds();
        PlanCallbacks();
    }

    public StateChange Change { get; }

    /// <summary>In their order; the pools come after them.</summary>
    public IReadOnlyList<PlannedStep> Steps => _steps;

    public IReadOnlyList<(string Pool, int Executing, int Deferred)> Pools => _pools.All;

    /// <summary>Ends whose events are stored after the steps, because what they touch has to be looked up.</summary>
    public IEnumerable<TaskEnd> EndsWithEvents => Change.Tasks.OfType<TaskEnd>().Where(end => end.Suspension is null && end.AssetUpdates.Count > 0);

    /// <summary>Keys of the task instances that exist and are changed, in the order of locking.</summary>
    public IEnumerable<Guid> LockedTasks => Change.Tasks.Select(task => task.Id).Concat(Change.RemovedTasks);

    /// <summary>Runs whose leases must be held, or end with the change.</summary>
    public IEnumerable<int> LockedLeases =>
        Change.Fences.Select(lease => lease.DagRunId).Concat(Change.BrokenLeases).Concat(Change.Runs.Select(run => run.DagRunId));

    /// <summary>The last step: slots which the change itself gives back count; a pool that is not there has no slots.</summary>
    public static PlannedStep PoolStep(string pool, int executing, int deferred) => new(
        new ServerStep(StateSql.ChangePool, ("executing", executing), ("deferred", deferred), ("pool", pool))
        {
            MinRows = Math.Max(executing, executing + deferred) > 0 ? 1 : 0,
        })
    {
        Otherwise = new StateResult(StateRefusal.PoolFull, pool),
    };

    private static StateResult Moved(Guid id) => new(StateRefusal.TaskMoved, id.ToString());

    private static StateResult RunMoved(int runId) => new(StateRefusal.RunMoved, runId.ToString(CultureInfo.InvariantCulture));

    private void Add(string sql, params (string Name, object? Value)[] arguments) => _steps.Add(new PlannedStep(new ServerStep(sql, arguments)));

    private void Require(StateResult otherwise, string sql, params (string Name, object? Value)[] arguments) =>
        _steps.Add(new PlannedStep(new ServerStep(sql, arguments) { MinRows = 1 }) { Otherwise = otherwise });

    private void PlanFences()
    {
        foreach (var lease in Change.Fences)
        {
            Require(
                new StateResult(StateRefusal.LeaseLost, lease.DagRunId.ToString(CultureInfo.InvariantCulture)),
                StateSql.LeaseHeld,
                ("dag_run_id", lease.DagRunId),
                ("owner", lease.Owner),
                ("epoch", lease.Epoch));
        }
    }

    private void PlanTasks(DateTimeOffset now)
    {
        foreach (var id in Change.RemovedTasks)
        {
            Add(ServerStateSql.FreeSlotsOf, ("id", id));
            Require(Moved(id), ServerStateSql.Remove, ("id", id));
        }

        foreach (var task in Change.NewTasks)
        {
            _steps.Add(new PlannedStep(new ServerStep(TaskSql.Insert, NewTaskArguments.Of(task, now)) { MinRows = 1 }) { Otherwise = Moved(task.Id), MayMissReference = true });
            _pools.Move(TaskState.None, task.State, task.Pool, task.PoolSlots);
        }

        foreach (var task in Change.Tasks)
        {
            var isFirst = true;
            foreach (var statement in TaskStatements.Of(task))
            {
                // the first of them is the compare-and-set, the others follow from it
                _steps.Add(new PlannedStep(statement with { MinRows = isFirst ? 1 : 0 }) { Otherwise = Moved(task.Id) });
                isFirst = false;
            }

            _pools.Move(task.From, task.To, task.Pool, task.PoolSlots);
        }
    }

    private void PlanXComs(DateTimeOffset now)
    {
        foreach (var value in Change.XComs)
        {
            var key = value.Key;
            var gone = new StateResult(StateRefusal.TaskMoved, new TaskInstanceKey(key.DagId, key.RunId, key.TaskId, key.MapIndex).ToString());
            AddOfTask(gone, XComSql.Save, [.. KeyOf(key), ("key", key.Key), ("value", value.Value), ("at", now)]);
            if (value.MappedLength is { } length)
            {
                AddOfTask(gone, XComSql.SaveLength, [.. KeyOf(key), ("length", length), ("keys", value.MappedKeys)]);
            }
        }
    }

    private void AddOfTask(StateResult gone, string sql, (string Name, object? Value)[] arguments) =>
        _steps.Add(new PlannedStep(new ServerStep(sql, arguments)) { Otherwise = gone, MayMissReference = true });

    private static (string Name, object? Value)[] KeyOf(XComKey key) =>
        [("dag_id", key.DagId), ("run_id", key.RunId), ("task_id", key.TaskId), ("map_index", key.MapIndex)];

    private void PlanRuns()
    {
        foreach (var runId in Change.BrokenLeases)
        {
            Add(StateSql.EndLease, ("dag_run_id", runId));
            Add(StateSql.TouchFinishedRun, ("dag_run_id", runId));
        }

        foreach (var run in Change.Runs)
        {
            var sql = run switch
            {
                { To: RunState.Success or RunState.Failed } => StateSql.EndRun,
                { From: RunState.Success or RunState.Failed } => StateSql.ReopenRun,
                { To: RunState.Queued } => StateSql.RequeueRun,
                _ => StateSql.MoveRun,
            };
            Require(RunMoved(run.DagRunId), sql, ("to", run.To.Name()), ("at", run.At), ("id", run.DagRunId), ("from", run.From.Name()));
            if (run.Version is { } version)
            {
                Add(StateSql.SetRunVersion, ("dag_version_id", version.DagVersionId), ("bundle_version", version.BundleVersion), ("id", run.DagRunId));
            }

            if (run.To != RunState.Running)
            {
                Add(StateSql.EndLease, ("dag_run_id", run.DagRunId));
            }
        }
    }

    private void PlanHolds()
    {
        foreach (var (runId, taskId, hold) in Change.Holds)
        {
            (string, object?)[] marks = [("at", hold?.At), ("user", hold?.User), ("reason", hold?.Reason)];
            if (taskId is { } id)
            {
                Require(Moved(id), StateSql.HoldTask, [.. marks, ("id", id)]);
            }
            else
            {
                Require(RunMoved(runId), StateSql.HoldRun, [.. marks, ("id", runId)]);
            }
        }
    }

    private void PlanCallbacks()
    {
        foreach (var item in Change.Callbacks)
        {
            Add(
                CallbackSql.Insert,
                ("id", item.Id),
                ("data", JsonSerializer.Serialize(item, StorageJson.Default.CallbackEvent)),
                ("bundle_name", item.BundleName),
                ("created_at", item.CreatedAt),
                ("event_key", item.Key),
                ("dag_id", item.DagId),
                ("run_id", item.RunId));
        }
    }
}
