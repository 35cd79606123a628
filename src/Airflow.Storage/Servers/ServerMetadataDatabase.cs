using Airflow.Engine.Storage;
using Airflow.Engine.Users;
using Airflow.Storage.Cleaning;
using Airflow.Storage.Users;

namespace Airflow.Storage.Servers;

/// <summary>A database on a server as a whole.</summary>
internal sealed class ServerMetadataDatabase(ServerDatabase database, ServerMetadataWords words, string displayUrl, TimeProvider time) : IMetadataDatabase
{
    private readonly ServerMigrator _migrator = new(database, words.Migrations);

    public string DisplayUrl { get; } = displayUrl;

    public IReadOnlyList<string> CleanableTables => TableCleaner.Tables;

    public Task CheckAsync(CancellationToken cancellationToken) =>
        database.RepeatAsync(session => session.FirstAsync(words.Check, row => row.Long(0)), cancellationToken);

    public Task<IReadOnlyList<string>> ListPendingMigrationsAsync(CancellationToken cancellationToken) => _migrator.ListPendingAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = await _migrator.ApplyAsync(cancellationToken);
        await BuiltInRoles.EnsureAsync(new UserStore(database, time), cancellationToken);
        return applied;
    }

    public IReadOnlyList<MigrationScript> ReadMigrations() => _migrator.ReadScripts();

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
        new TableArchives(database, words.Archives).ListAsync(tables, cancellationToken);

    public Task DropArchiveAsync(string archive, CancellationToken cancellationToken) =>
        new TableArchives(database, words.Archives).DropAsync(archive, cancellationToken);

    public Task<long> ExportArchiveAsync(string archive, TextWriter writer, CancellationToken cancellationToken) =>
        new TableArchives(database, words.Archives).ExportAsync(archive, writer, cancellationToken);

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(words.Time, row => row.Time(0)), cancellationToken);
}
