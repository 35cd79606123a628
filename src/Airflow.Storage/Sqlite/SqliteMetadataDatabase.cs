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

    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await _migrator.ResetAsync(cancellationToken);
        await BuiltInRoles.EnsureAsync(new UserStore(database, time), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, int>> CleanAsync(
        DateTimeOffset before, IReadOnlyCollection<string>? tables, bool dryRun, bool keepLastRun, CancellationToken cancellationToken) =>
        new TableCleaner(database).RunAsync(before, tables, dryRun, keepLastRun, cancellationToken);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => database.FirstAsync(Time, row => row.Time(0), cancellationToken);
}
