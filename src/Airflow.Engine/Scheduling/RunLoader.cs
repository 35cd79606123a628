using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Makes the board of a leased run, with new task instances where the run has none yet.</summary>
internal sealed class RunLoader(DagVersionCache versions, IDagStore dags, TimeProvider clock)
{
    private readonly GrowingIds _ids = new(clock);

    /// <summary>The board, or null when the run's DAG version is gone.</summary>
    public async Task<RunBoard?> LoadAsync(LeasedRun leased, CancellationToken cancellationToken)
    {
        var versionId = VersionOf(leased) ?? (await dags.FindAsync(leased.Run.DagId, cancellationToken))?.LatestVersionId;
        var dag = versionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        if (dag is null)
        {
            return null;
        }

        var board = new RunBoard(leased.Run, leased.Lease, dag);
        if (leased.Tasks.Count == 0)
        {
            AddNew(board);
        }
        else
        {
            AddStored(board, leased.Tasks);
            AddMissing(board);
        }

        return board;
    }

    /// <summary>Reads what the runs need in few questions, before they are loaded one by one.</summary>
    public Task PrepareAsync(IEnumerable<LeasedRun> leased, CancellationToken cancellationToken) =>
        versions.LoadAsync(leased.Select(VersionOf).OfType<Guid>(), cancellationToken);

    // version ids grow with time: after a clear that moves tasks to the latest version, the run is of that one
    private static Guid? VersionOf(LeasedRun leased) => leased.Tasks.Max(task => task.DagVersionId) ?? leased.Run.CreatedDagVersionId;

    /// <summary>One new slot of a task, to be stored with the next commit.</summary>
    public TaskSlot NewSlot(RunBoard board, int taskIndex, int mapIndex)
    {
        var graph = board.Dag.Graph;
        var settings = graph.Settings(taskIndex);
        var id = _ids.Next();
        var row = new TaskInstance
        {
            Id = id,
            Key = new TaskInstanceKey(board.Run.DagId, board.Run.RunId, graph.TaskId(taskIndex), mapIndex),
            MaxTries = settings.Retries,
            UnixName = Environment.UserName,
            Pool = settings.Pool,
            PoolSlots = settings.PoolSlots,
            Queue = settings.Queue,
            PriorityWeight = (int)Math.Clamp(graph.PriorityWeight(taskIndex), int.MinValue, int.MaxValue),
            Operator = graph.Task(taskIndex).TaskType,
            CustomOperatorName = settings.Operator,
            TaskDisplayName = settings.DisplayName,
            DagVersionId = board.Dag.Version.Id,
        };
        return new TaskSlot
        {
            Id = id,
            TaskIndex = taskIndex,
            MapIndex = mapIndex,
            MaxTries = settings.Retries,
            Pool = settings.Pool,
            PoolSlots = settings.PoolSlots,
            Priority = row.PriorityWeight,
            Insert = row,
        };
    }

    private void AddNew(RunBoard board)
    {
        for (var index = 0; index < board.Dag.Graph.Count; index++)
        {
            board.Add(NewSlot(board, index, -1));
        }
    }

    private static void AddStored(RunBoard board, IReadOnlyList<TaskInstance> rows)
    {
        foreach (var row in rows)
        {
            // an instance whose task is not in this version any more stays as it is; it has no part in the run's decisions
            if (board.Dag.Graph.TryGetIndex(row.Key.TaskId, out var index))
            {
                board.Add(FromRow(row, index));
            }
        }
    }

    /// <summary>Tasks that the run's earlier version did not have.</summary>
    private void AddMissing(RunBoard board)
    {
        for (var index = 0; index < board.Dag.Graph.Count; index++)
        {
            if (board.SlotsOf(index).Count == 0)
            {
                board.Add(NewSlot(board, index, -1));
            }
        }
    }

    private static TaskSlot FromRow(TaskInstance row, int index) => new()
    {
        Id = row.Id,
        TaskIndex = index,
        MapIndex = row.Key.MapIndex,
        State = row.State,
        Committed = row.State,
        TryNumber = row.TryNumber,
        MaxTries = row.MaxTries,
        Pool = row.Pool,
        PoolSlots = row.PoolSlots,
        Priority = row.PriorityWeight,
        StartDate = row.StartDate,
        EndDate = row.EndDate,
        RetryDelayOverride = row.RetryDelayOverride,
        RescheduleDate = row.RescheduleDate,
        QueuedByJobId = row.QueuedByJobId,
        Worker = row.State == TaskState.Running ? (row.Hostname, row.Pid) : null,
        IsOnHold = row.Hold is not null,
    };
}
