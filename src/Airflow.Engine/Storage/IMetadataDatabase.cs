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
    /// <summary>All migrations of this version, in order.</summary>
    IReadOnlyList<MigrationScript> ReadMigrations();
    /// <summary>Drops every table of ours and, unless told otherwise, migrates anew.</summary>
    Task ResetAsync(bool skipInit, CancellationToken cancellationToken);
    /// <summary>Counts old rows, deletes them, or moves them into archives, table by table.</summary>
    Task<IReadOnlyDictionary<string, CleanedTable>> CleanAsync(CleanRequest request, CancellationToken cancellationToken);
    /// <summary>Tables that <see cref="CleanAsync"/> knows.</summary>
    IReadOnlyList<string> CleanableTables { get; }
    /// <summary>Those tables and the ones whose rows go with theirs, in the order of cleaning.</summary>
    IReadOnlyList<string> WithDependents(IReadOnlyCollection<string> tables);
    /// <summary>The archives that cleaning made of these tables, or of all when null.</summary>
    Task<IReadOnlyList<string>> ListArchivesAsync(IReadOnlyCollection<string>? tables, CancellationToken cancellationToken);
    Task DropArchiveAsync(string archive, CancellationToken cancellationToken);
    /// <summary>Writes an archive as CSV; returns the number of its rows.</summary>
    Task<long> ExportArchiveAsync(string archive, TextWriter writer, CancellationToken cancellationToken);
    /// <summary>The database's own time.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);
}
