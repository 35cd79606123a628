using Airflow.Engine.Runs;

namespace Airflow.Engine.Backfills;

/// <summary>Backfills and which runs are theirs.</summary>
public interface IBackfillStore
{
    /// <summary>The runs of a DAG with one of these partition keys.</summary>
    Task<IReadOnlyList<DagRun>> ListRunsOfPartitionsAsync(string dagId, IReadOnlyCollection<string> partitionKeys, CancellationToken cancellationToken);
    /// <summary>
    /// Stores a backfill with what it does for each date, in one commit: runs that are to be made are queued, those that are to run again are
    /// made its own (and stay as they are until they are cleared). Null when the DAG has an active backfill already.
    /// </summary>
    Task<Backfill?> CreateAsync(Backfill backfill, IReadOnlyList<PlannedRun> runs, CancellationToken cancellationToken);
    Task<ListedBackfill?> FindAsync(int id, CancellationToken cancellationToken);
    /// <summary>The DAG has a backfill that is not completed.</summary>
    Task<bool> HasActiveAsync(string dagId, CancellationToken cancellationToken);
    /// <summary>False when there is none, or it is completed.</summary>
    Task<bool> SetPausedAsync(int id, bool isPaused, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>Its queued runs, by their keys.</summary>
    Task<IReadOnlyList<int>> ListQueuedRunsAsync(int id, CancellationToken cancellationToken);
    /// <summary>How many of its runs are in which state; states of none are left out.</summary>
    Task<IReadOnlyDictionary<RunState, int>> CountRunsAsync(int id, CancellationToken cancellationToken);
    /// <summary>False when there is none, or it is completed already.</summary>
    Task<bool> CompleteAsync(int id, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>Completes the backfills whose runs have all ended; returns how many.</summary>
    Task<int> CompleteEndedAsync(DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>The backfill that a run belongs to; null: to none.</summary>
    Task<RunBackfill?> FindOfRunAsync(int dagRunId, CancellationToken cancellationToken);
}
