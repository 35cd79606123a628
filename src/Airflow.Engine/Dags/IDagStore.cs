namespace Airflow.Engine.Dags;

/// <summary>What was parsed: DAGs, their versions, serialised forms, sources and import errors.</summary>
public interface IDagStore : IDagLookup
{
    /// <summary>
    /// Stores the results of some files, one commit in all. A DAG whose hash is that of its newest version gets no new version (but the
    /// new bundle version for coming runs); DAGs of these files that are no longer there become stale; a DAG id that another live file
    /// holds already is refused and becomes an import error of this file, naming the other.
    /// </summary>
    Task<IReadOnlyList<SavedDag>> SaveAsync(IReadOnlyList<ParsedFile> files, CancellationToken cancellationToken);
    /// <summary>Files that vanished: their DAGs become stale, their import errors go.</summary>
    Task RemoveFilesAsync(string bundleName, IReadOnlyCollection<string> relativePaths, CancellationToken cancellationToken);
    /// <summary>By id; stale ones only when asked for.</summary>
    Task<IReadOnlyList<DagRecord>> ListAsync(bool includeStale, CancellationToken cancellationToken);
    /// <summary>The number of DAGs that are not stale.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
    /// <summary>
    /// Unpaused, live DAGs whose next run is due and has room (fewer than max_active_runs are queued or running), at most so many, earliest
    /// first.
    /// </summary>
    Task<IReadOnlyList<DagRecord>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
    /// <summary>The earliest next_dagrun_create_after of unpaused live DAGs; what the scheduler sleeps until.</summary>
    Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken);
    Task SetNextDagRunAsync(string dagId, NextDagRun next, CancellationToken cancellationToken);
    /// <summary>
    /// Sets is_paused, and no longer drains; returns how many DAGs changed. Pausing ends the leases of their runs in the same commit: whoever is about to
    /// start something of them is refused.
    /// </summary>
    Task<int> SetPausedAsync(IReadOnlyCollection<string> dagIds, bool isPaused, CancellationToken cancellationToken);
    /// <summary>Has no run of these DAGs begin any more; returns how many of them were neither draining nor paused.</summary>
    Task<int> DrainAsync(IReadOnlyCollection<string> dagIds, string? user, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>Draining DAGs of which no run is running any more.</summary>
    Task<IReadOnlyList<string>> ListDrainedAsync(CancellationToken cancellationToken);
    /// <summary>Deletes everything of the DAG but its files; returns the number of rows.</summary>
    Task<int> DeleteAsync(string dagId, CancellationToken cancellationToken);
    Task<DagVersionRecord?> FindVersionAsync(Guid versionId, CancellationToken cancellationToken);
    Task<IReadOnlyList<DagVersionRecord>> ListVersionsAsync(string dagId, CancellationToken cancellationToken);
    /// <summary>The serialised form of a version, as stored.</summary>
    Task<string?> FindSerializedAsync(Guid versionId, CancellationToken cancellationToken);
    /// <summary>These versions with their serialised forms; without those that there are not.</summary>
    Task<IReadOnlyList<SerializedVersion>> ListSerializedAsync(IReadOnlyCollection<Guid> versionIds, CancellationToken cancellationToken);
    Task<string?> FindSourceAsync(string dagId, int? versionNumber, CancellationToken cancellationToken);
    Task<IReadOnlyList<ImportError>> ListImportErrorsAsync(CancellationToken cancellationToken);
}
