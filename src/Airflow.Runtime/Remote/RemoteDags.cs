using Airflow.Engine.Dags;
using Airflow.Engine.Execution.Remote;

namespace Airflow.Runtime.Remote;

/// <summary>DAGs, asked of the api-server.</summary>
internal sealed class RemoteDags(RemoteConnection connection) : IDagLookup
{
    public Task<DagRecord?> FindAsync(string dagId, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindDag, new NameRequest(dagId), cancellationToken);
}
