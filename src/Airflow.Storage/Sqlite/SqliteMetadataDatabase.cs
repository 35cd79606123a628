using Airflow.Engine.Storage;
using Airflow.Engine.Users;
using Airflow.Storage.Cleaning;
using Airflow.Storage.Migrations;
using Airflow.Storage.Sql;
using Airflow.Storage.Users;

namespace Airflow.Storage.Sqlite;

/// <summary>The SQLite file as a whole.</summary>
internal sealed class SqliteMetadataDatabase(SqliteDatabase database, string displayUrl, TimeProvider time) : IMetadataDatabase
{
    private const string Time = """
        SELECT strftime('%Y-%m-%d %H:%M:%f000', 'now')
        """;

    private const string ReadSchema = """
        SELECT COUNT(*) FROM sqlite_master
        """;

    private readonly SqliteMigrator _migrator = new(database);

    public string DisplayUrl { get; } = displayUrl;

    public IReadOnlyList<string> CleanableTables => TableCleaner.Tables;

    /// <summary>Reads the schema, then takes the write lock for a moment: that a file can be read says nothing about writing.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await database.FirstAsync(ReadSchema, row => row.Int(0), cancellationToken);
        await database.WriteAsync(session => session.FirstAsync(Time, row => row.Text(0)), cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListPendingMigrationsAsync(CancellationToken cancellationToken) => _migrator.ListPendingAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = await _migrator.ApplyAsync(cancellationToken);
        await BuiltInRoles.EnsureAsync(new UserStore(database, time), cancellationToken);
        return applied;
    }

    public IReadOnlyList<MigrationScript> ReadMigrations() => SqliteMigrator.ReadScripts();

    public async Task ResetAsync(bool skipInit, CancellationToken cancellationToken)
    {
        await _migrator.ResetAsync(skipInit, cancellationToken);
        if (!skipInit)
        {
            await BuiltInRoles.EnsureAsync(new UserStore(database, time), cancellationToken);
        }
    }

    public Task<IReadOnlyDictionary<string, CleanedTable>> CleanAsync(CleanRequest request, CancellationToken cancellationToken) =>
        new TableCleaner(database).RunAsync(request, cancellationToken);

    public IReadOnlyList<string> WithDependents(IReadOnlyCollection<string> tables) => TableCleaner.WithDependents(tables);

    public Task<IReadOnlyList<string>> ListArchivesAsync(IReadOnlyCollection<string>? tables, CancellationToken cancellationToken) =>
        new TableArchives(database, SqliteArchives.Words).ListAsync(tables, cancellationToken);

    public Task DropArchiveAsync(string archive, CancellationToken cancellationToken) => new TableArchives(database, SqliteArchives.Words).DropAsync(archive, cancellationToken);

    public Task<long> ExportArchiveAsync(string archive, TextWriter writer, CancellationToken cancellationToken) =>
        new TableArchives(database, SqliteArchives.Words).ExportAsync(archive, writer, cancellationToken);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => database.FirstAsync(Time, row => row.Time(0), cancellationToken);
}
