using Airflow.Engine.Connections;

namespace Airflow.Engine.Tests.Connections;

/// <summary>Connections in memory, as the store contract describes them.</summary>
internal sealed class MemoryConnectionStore : IConnectionStore
{
    public List<StoredConnection> Rows { get; } = [];

    public Task<StoredConnection?> FindAsync(string connectionId, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.Find(row => row.Connection.ConnId == connectionId));

    public Task<IReadOnlyList<StoredConnection>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredConnection>>([.. Rows]);

    public Task<bool> AddAsync(StoredConnection connection, CancellationToken cancellationToken)
    {
        var isNew = !Rows.Exists(row => row.Connection.ConnId == connection.Connection.ConnId);
        if (isNew)
        {
            Rows.Add(connection with { Id = Rows.Count + 1 });
        }

        return Task.FromResult(isNew);
    }

    public Task<bool> SaveAsync(StoredConnection connection, CancellationToken cancellationToken)
    {
        var index = Rows.FindIndex(row => row.Connection.ConnId == connection.Connection.ConnId);
        if (index < 0)
        {
            return AddAsync(connection, cancellationToken);
        }

        Rows[index] = connection with { Id = Rows[index].Id };
        return Task.FromResult(false);
    }

    public Task<bool> DeleteAsync(string connectionId, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.RemoveAll(row => row.Connection.ConnId == connectionId) > 0);
}
