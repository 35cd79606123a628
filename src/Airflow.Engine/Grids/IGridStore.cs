namespace Airflow.Engine.Grids;

/// <summary>What pages show of many runs at once, counted by the database.</summary>
public interface IGridStore
{
    /// <summary>Of those of the runs that there are.</summary>
    Task<IReadOnlyList<RunMark>> ListMarksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>By run, task and state.</summary>
    Task<IReadOnlyList<TaskStateCount>> CountTasksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>The tasks of the runs of which an instance carries a note.</summary>
    Task<IReadOnlyList<(string RunId, string TaskId)>> ListNotedAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken);

    /// <summary>The last runs of each DAG, so many of each, the newest first.</summary>
    Task<IReadOnlyList<RunBrief>> ListLastRunsAsync(IReadOnlyCollection<string> dagIds, int perDag, CancellationToken cancellationToken);

    /// <summary>Runs of a DAG that are due in this time, at most so many.</summary>
    Task<IReadOnlyList<RunBrief>> ListRunsAsync(string dagId, DateTimeOffset? from, DateTimeOffset? to, int limit, CancellationToken cancellationToken);

    /// <summary>Runs by state that started in this time, or are still to start.</summary>
    Task<IReadOnlyDictionary<string, int>> CountRunsAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken);

    /// <summary>Task instances by state of those runs; no_status for those without one.</summary>
    Task<IReadOnlyDictionary<string, int>> CountTasksAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken);

    /// <summary>Live DAGs that are not paused by the state of their last run; none for those that never ran.</summary>
    Task<IReadOnlyDictionary<string, int>> CountDagsAsync(CancellationToken cancellationToken);
}
