namespace Airflow;

/// <summary>How outside systems are reached.</summary>
public sealed class Connections
{
    private readonly TaskContext _context;

    internal Connections(TaskContext context) => _context = context;

    /// <summary>Reads a connection; its password is hidden in the log from then on.</summary>
    /// <param name="connectionId">Its id.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public async Task<Connection> GetAsync(string connectionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionId);
        var connection = await _context.Backend.GetConnectionAsync(connectionId, _context.CancellationToken)
            ?? throw new KeyNotFoundException(
                $"There is no connection '{connectionId}'. Add it: airflow connections add {connectionId} --conn-uri …, or AIRFLOW_CONN_{connectionId.ToUpperInvariant()} in the environment.");
        if (!string.IsNullOrEmpty(connection.Password))
        {
            await _context.Backend.MaskSecretAsync(connection.Password, null, _context.CancellationToken);
        }

        return connection;
    }
}
