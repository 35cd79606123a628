using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Storage;
using Airflow.Engine.Tasks;
using Airflow.Engine.Users;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

namespace Airflow.Storage;

/// <summary>Every store of one metadata database. Disposing it writes what is still waiting, then closes the connections.</summary>
public sealed class AirflowStores : IAsyncDisposable
{
    private readonly IAsyncDisposable _connections;

    internal AirflowStores(IAsyncDisposable connections) => _connections = connections;

    public required IMetadataDatabase Database { get; init; }

    public required IStateWriter StateWriter { get; init; }

    public required IRunStore Runs { get; init; }

    public required ITaskInstanceStore TaskInstances { get; init; }

    public required IDagStore Dags { get; init; }

    public required IBundleStore Bundles { get; init; }

    public required IXComStore XComs { get; init; }

    public required IPoolStore Pools { get; init; }

    public required IVariableStore Variables { get; init; }

    public required IConnectionStore Connections { get; init; }

    public required IUserStore Users { get; init; }

    public required IJobStore Jobs { get; init; }

    public required IAuditLog AuditLog { get; init; }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
