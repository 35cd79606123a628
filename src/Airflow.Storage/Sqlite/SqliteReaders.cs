using System.Collections.Concurrent;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Sqlite;

/// <summary>A few connections that only read. In WAL mode they neither wait for the writer nor hold it up.</summary>
internal sealed class SqliteReaders(string path, TimeSpan busyTimeout) : IDisposable
{
    private const int Most = 8;

    private readonly SemaphoreSlim _free = new(Most, Most);
    private readonly ConcurrentStack<SqliteSession> _idle = new();

    public async Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            if (!_idle.TryPop(out var session))
            {
                session = SqliteSession.OpenReader(path, busyTimeout);
            }

            try
            {
                return await read(session);
            }
            finally
            {
                _idle.Push(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var session in _idle)
        {
            session.Dispose();
        }

        _idle.Clear();
        _free.Dispose();
    }
}
