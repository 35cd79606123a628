namespace Airflow.Engine.Storage;

/// <summary>The metadata database as a whole: reachability, schema, housekeeping.</summary>
public interface IMetadataDatabase
{
    /// <summary>The URL without password, for messages.</summary>
    string DisplayUrl { get; }
    /// <summary>Throws <see cref="AirflowException"/> that says why it cannot be used (missing, locked, read-only, corrupt, refused …).</summary>
    Task CheckAsync(CancellationToken cancellationToken);
    /// <summary>Names of migrations that are not applied yet, in order.</summary>
    Task<IReadOnlyList<string>> ListPendingMigrationsAsync(CancellationToken cancellationToken);
    /// <summary>Applies them; returns the names. Safe when several processes do it at once.</summary>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);
    /// <summary>Drops every table of ours and migrates anew.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
    /// <summary>Rows older than the time, per table, or deletes them; tables null = all that have a time column.</summary>
    Task<IReadOnlyDictionary<string, int>> CleanAsync(DateTimeOffset before, IReadOnlyCollection<string>? tables, bool dryRun, bool keepLastRun, CancellationToken cancellationToken);
    /// <summary>Tables that <see cref="CleanAsync"/> knows.</summary>
    IReadOnlyList<string> CleanableTables { get; }
    /// <summary>The database's own time.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);
}
