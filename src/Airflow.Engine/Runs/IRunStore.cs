namespace Airflow.Engine.Runs;

/// <summary>Runs: making, listing, leasing. State changes of a leased run go through <see cref="Execution.IStateWriter"/>.</summary>
public interface IRunStore
{
    /// <summary>Makes the run, state queued, without task instances: its lease holder makes those. Unique by (dag, run id) and (dag, logical date).</summary>
    Task<RunCreation> CreateAsync(DagRun run, CancellationToken cancellationToken);
    /// <summary>Makes scheduled runs and moves the next_dagrun columns of their DAGs on, in one commit; tells of each whether it was made. One
    /// is refused (false) when the stored next_dagrun_create_after is not what was expected, so that two schedulers make one run a tick.</summary>
    Task<IReadOnlyList<bool>> CreateScheduledAsync(IReadOnlyList<ScheduledTick> ticks, CancellationToken cancellationToken);
    Task<DagRun?> FindAsync(string dagId, string runId, CancellationToken cancellationToken);
    /// <summary>The runs that these tries belong to, by the id of the try; without those that there are not.</summary>
    Task<IReadOnlyDictionary<Guid, DagRun>> ListOfTriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
    Task<DagRun?> FindByLogicalDateAsync(string dagId, DateTimeOffset logicalDate, CancellationToken cancellationToken);
    Task<IReadOnlyList<DagRun>> ListAsync(RunFilter filter, CancellationToken cancellationToken);
    /// <summary>The last automated (scheduled or backfill) run by logical date; what the timetable continues from.</summary>
    Task<DagRun?> FindLastAutomatedAsync(string dagId, CancellationToken cancellationToken);
    /// <summary>The last automated runs of these DAGs; none of a DAG that had none.</summary>
    Task<IReadOnlyList<DagRun>> ListLastAutomatedAsync(IReadOnlyCollection<string> dagIds, CancellationToken cancellationToken);
    /// <summary>The run with the latest logical date before this one; what depends_on_past looks at. Manual ones count only when asked for.</summary>
    Task<DagRun?> FindPreviousAsync(string dagId, DateTimeOffset logicalDate, bool includeManual, CancellationToken cancellationToken);
    /// <summary>The newest runs of a DAG by logical date; what max_consecutive_failed_dag_runs looks at.</summary>
    Task<IReadOnlyList<RunState>> ListLastStatesAsync(string dagId, int limit, CancellationToken cancellationToken);
    /// <summary>
    /// Takes or takes over unfinished runs (queued or running) of unpaused DAGs that nobody holds or whose lease has expired (database
    /// time), oldest run_after first; a queued run only while its DAG has fewer than max_active_runs running ones, and it becomes
    /// running in the same commit (start_date = now). Returns each with its task instances (none for a new run).
    /// </summary>
    Task<IReadOnlyList<LeasedRun>> AcquireAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="AcquireAsync"/>, but takes queued runs only: whether somebody left a running one costs a look at all of them, which a run that
    /// was just triggered need not wait for.
    /// </summary>
    Task<IReadOnlyList<LeasedRun>> AcquireQueuedAsync(string owner, TimeSpan duration, int limit, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>Extends all leases of the owner; returns the run ids it still holds.</summary>
    Task<IReadOnlyList<int>> RenewAsync(string owner, TimeSpan duration, CancellationToken cancellationToken);
    /// <summary>How long it is until the first lease of another owner ends (database time) unless it is renewed; null when no other holds one.</summary>
    Task<TimeSpan?> FindNextExpiryAsync(string owner, CancellationToken cancellationToken);
    /// <summary>Gives back these runs, or all of the owner's when null.</summary>
    Task ReleaseAsync(string owner, IReadOnlyCollection<int>? dagRunIds, CancellationToken cancellationToken);
    /// <summary>Ends at once the leases of owners known to be dead (same host, process gone).</summary>
    Task<int> ExpireAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken);
    /// <summary>Number of runs per state of one DAG.</summary>
    Task<IReadOnlyDictionary<RunState, int>> CountAsync(string dagId, CancellationToken cancellationToken);
    /// <summary>Number of queued and running runs that max_active_runs of the DAG counts: those of no backfill.</summary>
    Task<IReadOnlyDictionary<RunState, int>> CountLimitedAsync(string dagId, CancellationToken cancellationToken);
    Task<Notes.Note?> FindNoteAsync(string dagId, string runId, CancellationToken cancellationToken);
    Task<bool> SetNoteAsync(string dagId, string runId, string? note, string? user, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(string dagId, string runId, CancellationToken cancellationToken);
    /// <summary>Takes key and date of their partition from these runs of a DAG; returns how many of them had one.</summary>
    Task<int> ClearPartitionsAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);
}
