using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>One migrated file for all tests of a class that leave nothing in it.</summary>
public sealed class MigratedSqliteFile : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private SqliteSession? _session;

    internal SqliteSession Session => _session ?? throw new InvalidOperationException("The file is not made yet.");

    public async ValueTask InitializeAsync()
    {
        await using var stores = AirflowDatabase.Open(_database.Url);
        await stores.Database.MigrateAsync(TestContext.Current.CancellationToken);
        _session = SqliteSession.OpenWriter(_database.FilePath, create: false);
    }

    public ValueTask DisposeAsync()
    {
        _session?.Dispose();
        return _database.DisposeAsync();
    }
}
