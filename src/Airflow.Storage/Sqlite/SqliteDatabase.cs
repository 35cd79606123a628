using Airflow.Storage.Sql;

namespace Airflow.Storage.Sqlite;

/// <summary>A SQLite file in WAL mode: readers of a snapshot beside one writer. Nothing is opened before it is needed.</summary>
internal sealed class SqliteDatabase : ISqlDatabase, IAsyncDisposable
{
    private readonly SqliteReaders _readers;

    // most commands only read
    private readonly Lazy<SqliteWriter> _writer;

    public SqliteDatabase(string path, StorageOptions options)
    {
        FilePath = path;
        Backoff = new SqliteBackoff(path, options.BusyTimeout, options.Time);
        _readers = new SqliteReaders(path, options.BusyTimeout);
        _writer = new Lazy<SqliteWriter>(() => new SqliteWriter(path, Backoff, new SqliteTurn(path, options.Time)));
    }

    public string FilePath { get; }

    public SqliteBackoff Backoff { get; }

    public Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> read, CancellationToken cancellationToken) => _readers.ReadAsync(read, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var operation = new SqliteWrite<T>(write, cancellationToken);
        await EnqueueAsync(operation, cancellationToken);
        return await operation.Result;
    }

    public ValueTask EnqueueAsync(SqliteOperation operation, CancellationToken cancellationToken) => _writer.Value.EnqueueAsync(operation, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (_writer.IsValueCreated)
        {
            return CloseAsync(_writer.Value);
        }

        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask CloseAsync(SqliteWriter writer)
    {
        await writer.DisposeAsync();
        _readers.Dispose();
    }
}
