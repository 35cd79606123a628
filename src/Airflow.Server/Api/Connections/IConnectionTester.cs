namespace Airflow.Server.Api.Connections;

using Airflow.Engine.Connections;

/// <summary>Tries whether a connection leads anywhere.</summary>
public interface IConnectionTester
{
    /// <summary>What hinders; null when the other side answers.</summary>
    Task<string?> FindProblemAsync(Connection connection, CancellationToken cancellationToken);
}
