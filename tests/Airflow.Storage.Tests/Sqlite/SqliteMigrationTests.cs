using Airflow.Engine;
using Airflow.Storage.Migrations;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteMigrationTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Of_many_that_migrate_at_once_one_does_and_the_others_find_it_done()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => AirflowDatabase.Open(_database.Url)).ToArray();

        var applied = await Task.WhenAll(stores.Select(each => Task.Run(() => each.Database.MigrateAsync(Cancel), Cancel)));

        applied.Count(names => names.Count > 0).ShouldBe(1);
        foreach (var each in stores)
        {
            (await each.Database.ListPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_was_applied_is_refused()
    {
        await MigrateAsync();
        RunScript("UPDATE schema_migration SET checksum = 'another'");
        await using var stores = AirflowDatabase.Open(_database.Url);

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel));

        error.Code.ShouldBe("migration_changed");
        error.Message.ShouldContain("0001_initial");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await MigrateAsync();
        RunScript("INSERT INTO schema_migration (name, checksum, applied_at) VALUES ('9999_future', 'x', '2030-01-01 00:00:00.000000')");
        await using var stores = AirflowDatabase.Open(_database.Url);

        (await Should.ThrowAsync<AirflowException>(() => stores.Database.ListPendingMigrationsAsync(Cancel))).Code.ShouldBe("database_newer");
        (await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel))).Message.ShouldContain("9999_future");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing()
    {
        // a table of that name is in the way of the first migration
        SqliteSession.OpenWriter(_database.FilePath, create: true).Dispose();
        RunScript("CREATE TABLE xcom (something TEXT)");
        await using var stores = AirflowDatabase.Open(_database.Url);

        (await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel))).Message.ShouldContain("xcom");

        (await ListTablesAsync()).ShouldBe(["xcom"]);
    }

    [Fact]
    public void Every_script_of_the_assembly_is_listed_in_order() => EmbeddedMigrations.SqliteInOrder.Select(migration => $"{migration.Name}.sql").ShouldBe(
        typeof(AirflowDatabase).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedMigrations.Sqlite, StringComparison.Ordinal) && !name.EndsWith(".drop.sql", StringComparison.Ordinal))
            .Select(name => name[EmbeddedMigrations.Sqlite.Length..])
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_drop_script_knows_every_table()
    {
        await MigrateAsync();
        RunScript($"PRAGMA foreign_keys = OFF; {EmbeddedMigrations.ReadDropScript(EmbeddedMigrations.Sqlite)}");

        (await ListTablesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_is_in_wal_mode_and_every_commit_is_flushed()
    {
        await MigrateAsync();
        using var session = SqliteSession.OpenWriter(_database.FilePath, create: false);

        (await session.FirstAsync("PRAGMA journal_mode", row => row.Text(0))).ShouldBe("wal");
        (await session.FirstAsync("PRAGMA synchronous", row => row.Int(0))).ShouldBe(2);
        (await session.FirstAsync("PRAGMA foreign_keys", row => row.Int(0))).ShouldBe(1);
    }

    private async Task MigrateAsync()
    {
        await using var stores = AirflowDatabase.Open(_database.Url);
        await stores.Database.MigrateAsync(Cancel);
    }

    private void RunScript(string sql)
    {
        using var session = SqliteSession.OpenWriter(_database.FilePath, create: false);
        session.RunScript(sql);
    }

    private async Task<IReadOnlyList<string>> ListTablesAsync()
    {
        using var session = SqliteSession.OpenReader(_database.FilePath, TimeSpan.FromSeconds(5));
        return await session.ListAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.Text(0));
    }
}
