namespace Airflow.Storage.Sql;

/// <summary>
/// A database that need not be the metadata database: its writes may be done twice when an answer is lost, and tables are made when they
/// are first used.
/// </summary>
internal sealed class PlainDatabase(ISqlDatabase database, SqlScripts scripts, Func<SqlScripts, CancellationToken, Task> create, IAsyncDisposable connections) : IAsyncDisposable
{
    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _isCreated;

    /// <summary>Calls whenever another process notifies; null where one has to look.</summary>
    public Func<Action, IAsyncDisposable>? Listen { get; init; }

    /// <summary>Notifies those who listen, at the commit of the session's transaction; null where they have to look.</summary>
    public Func<ISqlSession, Task>? Notify { get; init; }

    public async Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        await EnsureCreatedAsync(cancellationToken);
        return await database.ReadAsync(read, cancellationToken);
    }

    public async Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await EnsureCreatedAsync(cancellationToken);
        return await database.WriteAsync(write, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync();
        _creating.Dispose();
    }

    private async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_isCreated)
        {
            return;
        }

        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (!_isCreated)
            {
                await create(scripts, cancellationToken);
                _isCreated = true;
            }
        }
        finally
        {
            _creating.Release();
        }
    }
}
