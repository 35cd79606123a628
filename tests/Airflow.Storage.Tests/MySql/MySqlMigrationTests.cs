using Airflow.Engine;

namespace Airflow.Storage.Tests.MySql;

/// <summary>Migrations on a server that commits each of their statements by itself.</summary>
public sealed class MySqlMigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_migrate_at_once_one_does_and_the_others_find_it_done()
    {
        var (_, url) = await EmptyAsync();
        var stores = Enumerable.Range(0, 4).Select(_ => AirflowDatabase.Open(url)).ToArray();

        var applied = await Task.WhenAll(stores.Select(each => Task.Run(() => each.Database.MigrateAsync(Cancel), Cancel)));

        applied.Count(names => names.Count > 0).ShouldBe(1);
        foreach (var each in stores)
        {
            (await each.Database.ListPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_in_the_way_is_named_and_a_reset_takes_it_away()
    {
        var (fixture, url) = await EmptyAsync();
        await fixture.QueryAsync(new Uri(url).AbsolutePath.Trim('/'), "CREATE TABLE xcom (something TEXT)", Cancel);
        await using var stores = AirflowDatabase.Open(url);

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel));
        await stores.Database.ResetAsync(skipInit: false, Cancel);

        (error.Code, error.Message.Contains("xcom", StringComparison.Ordinal)).ShouldBe(("database_half_migrated", true));
        (await stores.Database.ListPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reset_leaves_nothing_when_it_is_not_to_make_the_tables()
    {
        var (fixture, url) = await EmptyAsync();
        await using var stores = AirflowDatabase.Open(url);
        await stores.Database.MigrateAsync(Cancel);

        await stores.Database.ResetAsync(skipInit: true, Cancel);

        (await fixture.QueryAsync(new Uri(url).AbsolutePath.Trim('/'), "SHOW TABLES", Cancel)).ShouldBe("");
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_was_applied_is_refused()
    {
        var (fixture, url) = await EmptyAsync();
        await using var stores = AirflowDatabase.Open(url);
        await stores.Database.MigrateAsync(Cancel);
        await fixture.QueryAsync(new Uri(url).AbsolutePath.Trim('/'), "UPDATE schema_migration SET checksum = 'another'", Cancel);

        (await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel))).Code.ShouldBe("migration_changed");
    }

    private static async Task<(MySqlFixture Fixture, string Url)> EmptyAsync()
    {
        var fixture = (await TestContext.Current.GetFixture<MySqlFixture>()).ShouldNotBeNull();
        var url = await fixture.CreateDatabaseAsync(Cancel);
        var name = new Uri(url).AbsolutePath.Trim('/');
        await fixture.QueryAsync("mysql", $"DROP DATABASE {name}; CREATE DATABASE {name}", Cancel);
        return (fixture, url);
    }
}
