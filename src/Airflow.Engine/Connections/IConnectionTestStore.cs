namespace Airflow.Engine.Connections;

/// <summary>Tests of connections that were asked for.</summary>
public interface IConnectionTestStore
{
    /// <summary>Notes a test that begins; false while another test of this connection goes on that began after the time given.</summary>
    Task<bool> AddAsync(ConnectionTest test, DateTimeOffset notBefore, CancellationToken cancellationToken);

    Task<ConnectionTest?> FindAsync(string token, CancellationToken cancellationToken);

    Task FinishAsync(Guid id, bool isSuccess, string message, DateTimeOffset at, CancellationToken cancellationToken);
}
