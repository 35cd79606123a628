using Airflow.Storage.Sql;
using Airflow.Storage.Sqlite;
using Airflow.Storage.Variables;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private const string Count = "SELECT COUNT(*) FROM variable";

    private readonly SqliteTestDatabase _file = new();
    private SqliteDatabase _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var stores = AirflowDatabase.Open(_file.Url);
        await stores.Database.MigrateAsync(Cancel);
        _database = new SqliteDatabase(_file.FilePath, new StorageOptions { Url = _file.Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _file.DisposeAsync();
    }

    [Fact]
    public async Task Readers_see_the_last_commit_while_a_write_is_going_on()
    {
        var store = new VariableStore(_database);
        await store.SaveAsync(new("v", "old", null, false), Cancel);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = _database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE variable SET val = 'new'");
                began.SetResult();
                await goOn.Task;
                return true;
            },
            Cancel);
        await began.Task;

        (await store.FindAsync("v", Cancel)).ShouldNotBeNull().Value.ShouldBe("old");

        goOn.SetResult();
        await writing;
        (await store.FindAsync("v", Cancel)).ShouldNotBeNull().Value.ShouldBe("new");
    }

    [Fact]
    public async Task What_waits_while_the_writer_is_busy_shares_one_commit()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _database.WriteAsync(
            async _ =>
            {
                await goOn.Task;
                return true;
            },
            Cancel);
        using var observer = SqliteSession.OpenReader(_file.FilePath, TimeSpan.FromSeconds(5));
        var committed = Enumerable.Range(0, 100).Select(i => _database.WriteAsync(session => SaveAndCountAsync(session, observer, i), Cancel)).ToArray();
        goOn.SetResult();
        await first;

        // what each saw of the others: one number for all is one commit; a group also ends after a time, which a busy machine reaches
        (await Task.WhenAll(committed)).Distinct().Count().ShouldBeLessThan(10);
        (await observer.FirstAsync(Count, row => row.Int(0))).ShouldBe(100);
    }

    [Fact]
    public async Task A_write_that_throws_leaves_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _database.WriteAsync<bool>(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO variable (key, val) VALUES ('half', 'x')");
                throw new InvalidOperationException("no");
            },
            Cancel));

        (await new VariableStore(_database).ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        var error = await Should.ThrowAsync<Airflow.Engine.AirflowException>(() => _database.ReadAsync(session => session.ExecuteAsync("DELETE FROM variable"), Cancel));

        error.Code.ShouldBe("database_read_only");
    }

    [Fact]
    public async Task A_parameter_without_an_argument_is_an_error()
    {
        var error = await Should.ThrowAsync<ArgumentException>(() => _database.ReadAsync(
            session => session.FirstAsync("SELECT val FROM variable WHERE key = @key", row => row.Text(0)), Cancel));

        error.Message.ShouldContain("@key");
    }

    private static async Task<int> SaveAndCountAsync(ISqlSession session, SqliteSession observer, int i)
    {
        await session.ExecuteAsync("INSERT INTO variable (key, val) VALUES (@key, 'x')", ("key", $"k{i}"));
        return await observer.FirstAsync(Count, row => row.Int(0));
    }
}
