using Airflow.Engine.Assets;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.StateStores;
using Airflow.Engine.Storage;
using Airflow.Engine.Tasks;
using Airflow.Engine.Triggers;
using Airflow.Engine.Users;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;
using Airflow.Storage.Assets;
using Airflow.Storage.Callbacks;
using Airflow.Storage.Connections;
using Airflow.Storage.Coordination;
using Airflow.Storage.Dags;
using Airflow.Storage.HumanInput;
using Airflow.Storage.Pools;
using Airflow.Storage.Runs;
using Airflow.Storage.Sql;
using Airflow.Storage.StateStores;
using Airflow.Storage.Tasks;
using Airflow.Storage.Triggers;
using Airflow.Storage.Users;
using Airflow.Storage.Variables;
using Airflow.Storage.XComs;

namespace Airflow.Storage;

/// <summary>
/// Every store of one metadata database. Disposing it writes what is still waiting, then closes the connections. A store is made when it
/// is first asked for: a command uses two or three, and each costs a cold process compile time.
/// </summary>
public sealed class AirflowStores : IAsyncDisposable
{
    private readonly IAsyncDisposable _connections;
    private readonly ISqlDatabase _database;
    private readonly TimeProvider _time;

    internal AirflowStores(IAsyncDisposable connections, ISqlDatabase database, TimeProvider time)
    {
        _connections = connections;
        _database = database;
        _time = time;
    }

    public required IMetadataDatabase Database { get; init; }

    public required IStateWriter StateWriter { get; init; }

    /// <summary>Wakes other processes through the database; null where it cannot, and another way has to be found.</summary>
    public IWakeSignal? WakeSignal { get; init; }

    /// <summary>Calls with the topic whenever another process wakes; null where the database cannot tell.</summary>
    public Func<Action<string>, IAsyncDisposable>? Listen { get; init; }

    public IRunStore Runs => field ??= new RunStore(_database, _time);

    public ITaskInstanceStore TaskInstances => field ??= new TaskInstanceStore(_database, _time);

    public IDagStore Dags => field ??= new DagStore(_database);

    public IBundleStore Bundles => field ??= new BundleStore(_database);

    /// <summary>The stores that a scheduler, and whoever changes runs, works on.</summary>
    public SchedulerStores Scheduling => new(StateWriter, Runs, TaskInstances, Dags, XComs, Pools, Jobs) { Assets = Assets, Workers = Workers };

    public IXComStore XComs => field ??= new XComStore(_database, _time);

    public IPoolStore Pools => field ??= new PoolStore(_database);

    public IVariableStore Variables => field ??= new VariableStore(_database);

    public IConnectionStore Connections => field ??= new ConnectionStore(_database);

    public IUserStore Users => field ??= new UserStore(_database, _time);

    public IJobStore Jobs => field ??= new JobStore(_database);

    public IWorkerStore Workers => field ??= new WorkerStore(_database);

    public ITriggerStore Triggers => field ??= new TriggerStore(_database);

    public IAssetStore Assets => field ??= new AssetStore(_database, _time);

    public IAssetStateStore AssetStates => field ??= new AssetStateStore(_database, _time);

    public ITaskStateStore TaskStates => field ??= new TaskStateStore(_database, _time);

    public ICallbackStore Callbacks => field ??= new CallbackStore(_database);

    public IHumanInputStore HumanInput => field ??= new HumanInputStore(_database, _time);

    public IAuditLog AuditLog => field ??= new AuditLog(_database);

    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
