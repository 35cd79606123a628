using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Tests.Sqlite;

public sealed class SqliteTurnTests : IAsyncLifetime
{
    private const int Writes = 20;
    private const string Rows = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT OR REPLACE INTO variable (id, key, val) SELECT i, 'key' || i, 'x' FROM n";

    private readonly SqliteTestDatabase _file = new();
    private SqliteDatabase _busy = null!;
    private SqliteDatabase _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var stores = AirflowDatabase.Open(_file.Url);
        await stores.Database.MigrateAsync(Cancel);
        _busy = new SqliteDatabase(_file.FilePath, new StorageOptions { Url = _file.Url });
        _other = new SqliteDatabase(_file.FilePath, new StorageOptions { Url = _file.Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _busy.DisposeAsync();
        await _other.DisposeAsync();
        await _file.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_writes_all_the_time_lets_another_one_in()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var commits = 0;
        var (first, second) = (KeepWritingAsync(), KeepWritingAsync());
        var passed = new List<int>();
        for (var index = 0; index < Writes; index++)
        {
            var before = Volatile.Read(ref commits);
            await _other.WriteAsync(session => session.ExecuteAsync("UPDATE variable SET val = 'y' WHERE id = 1"), Cancel);
            passed.Add(Volatile.Read(ref commits) - before);
        }

        await ending.CancelAsync();
        await Task.WhenAll(first, second);

        // the one that is going on, the one that shares its commit, and what came between the two looks; a look may be held up
        passed.Order().ElementAt(Writes / 2).ShouldBeLessThan(10);

        async Task KeepWritingAsync()
        {
            while (!ending.IsCancellationRequested)
            {
                await _busy.WriteAsync(session => session.ExecuteAsync(Rows), Cancel);
                Interlocked.Increment(ref commits);
            }
        }
    }

    [Fact]
    public async Task Who_hangs_while_it_is_next_is_passed_by()
    {
        using var hanging = new SqliteTurn(_file.FilePath, TimeProvider.System);
        hanging.TryTake().ShouldBeTrue();

        await _busy.WriteAsync(session => session.ExecuteAsync(Rows), Cancel);

        hanging.TryTake().ShouldBeTrue();
    }
}
