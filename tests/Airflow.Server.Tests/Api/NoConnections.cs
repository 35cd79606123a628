using Airflow.Server.Api.Connections;

namespace Airflow.Server.Tests.Api;

/// <summary>Connections lead somewhere when their host is called "there".</summary>
internal sealed class NoConnections : IConnectionTester
{
    public Task<string?> FindProblemAsync(Airflow.Engine.Connections.Connection connection, CancellationToken cancellationToken) =>
        Task.FromResult(connection.Host == "there" ? null : $"Nobody answers at {connection.Host}");
}
