using Airflow.Engine.Connections;

namespace Airflow.Testing.Memory;

/// <summary>Connections in memory.</summary>
internal sealed class MemoryConnectionStore : IConnectionStore
{
    private readonly List<StoredConnection> rows = [];
    private readonly Lock gate = new();

    public Task<StoredConnection?> FindAsync(string connectionId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.Find(row => row.Connection.ConnId == connectionId));
        }
    }

    public Task<IReadOnlyList<StoredConnection>> ListAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredConnection>>([.. rows]);
        }
    }

    public Task<bool> AddAsync(StoredConnection connection, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (rows.Exists(row => row.Connection.ConnId == connection.Connection.ConnId))
            {
                return Task.FromResult(false);
            }

            rows.Add(connection with { Id = rows.Count + 1 });
            return Task.FromResult(true);
        }
    }

    public Task<bool> SaveAsync(StoredConnection connection, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var replaced = rows.RemoveAll(row => row.Connection.ConnId == connection.Connection.ConnId) > 0;
            rows.Add(connection with { Id = rows.Count + 1 });
            return Task.FromResult(!replaced);
        }
    }

    public Task<bool> DeleteAsync(string connectionId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.RemoveAll(row => row.Connection.ConnId == connectionId) > 0);
        }
    }
}
