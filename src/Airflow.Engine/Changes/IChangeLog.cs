namespace Airflow.Engine.Changes;

/// <summary>What has changed of late, for those who show it to people.</summary>
public interface IChangeLog
{
    /// <summary>The highest key of a run; 0 when there is none.</summary>
    Task<int> FindLastRunAsync(CancellationToken cancellationToken);

    /// <summary>Runs that are queued or running.</summary>
    Task<IReadOnlyList<ChangedRun>> ListActiveRunsAsync(CancellationToken cancellationToken);

    /// <summary>Runs made after the one of this key, at most so many.</summary>
    Task<IReadOnlyList<ChangedRun>> ListNewRunsAsync(int afterId, int limit, CancellationToken cancellationToken);

    /// <summary>null when it has been deleted.</summary>
    Task<ChangedRun?> FindRunAsync(int id, CancellationToken cancellationToken);

    /// <summary>null when it is not there, or not any more.</summary>
    Task<ChangedRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken);

    /// <summary>The highest key of what people did; 0 when they did nothing.</summary>
    Task<int> FindLastActionAsync(CancellationToken cancellationToken);

    /// <summary>What people did with DAGs after the action of this key, the latest first, at most so many.</summary>
    Task<IReadOnlyList<LoggedAction>> ListActionsAsync(int afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Task instances of running runs that changed at this time or later, the latest first, at most so many.</summary>
    Task<IReadOnlyList<ChangedTask>> ListTasksAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>The same of one run, whatever its state.</summary>
    Task<IReadOnlyList<ChangedTask>> ListTasksAsync(string dagId, string runId, DateTimeOffset since, int limit, CancellationToken cancellationToken);
}
