using Airflow.Engine.Assets;
using Airflow.Engine.Backfills;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Changes;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Grids;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Listing;
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
using Airflow.Storage.Backfills;
using Airflow.Storage.Callbacks;
using Airflow.Storage.Changes;
using Airflow.Storage.Connections;
using Airflow.Storage.Coordination;
using Airflow.Storage.Dags;
using Airflow.Storage.Grids;
using Airflow.Storage.HumanInput;
using Airflow.Storage.Listing;
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

    /// <summary>Where questions are asked that may be about all rows of a table; null: where the others are.</summary>
    internal ISqlDatabase? WideDatabase { get; init; }

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

    public IBackfillStore Backfills => field ??= new BackfillStore(_database);

    public ITaskInstanceStore TaskInstances => field ??= new TaskInstanceStore(_database, _time);

    public IDagStore Dags => field ??= new DagStore(_database);

    public IFavoriteStore Favorites => field ??= new FavoriteStore(_database);

    public IParseRequests ParseRequests => field ??= new ParseRequests(_database);

    public IRunCounts RunCounts => field ??= new RunCounts(_database);

    public IAssetEventStore AssetEvents => field ??= new AssetEventStore(_database, _time);

    public IStateEditor StateEditor => field ??= new StateEditor(_database, _time);

    public IHumanAnswers HumanAnswers => field ??= new HumanAnswers(_database);

    public IBundleStore Bundles => field ??= new BundleStore(_database);

    /// <summary>The stores that a scheduler, and whoever changes runs, works on.</summary>
    public SchedulerStores Scheduling => new(StateWriter, Runs, TaskInstances, Dags, XComs, Pools, Jobs) { Assets = Assets, Workers = Workers, Backfills = Backfills, HumanAnswers = HumanAnswers };

    public IXComStore XComs => field ??= new XComStore(_database, _time);

    public IPoolStore Pools => field ??= new PoolStore(_database);

    public IVariableStore Variables => field ??= new VariableStore(_database);

    public IConnectionStore Connections => field ??= new ConnectionStore(_database);

    public IConnectionTestStore ConnectionTests => field ??= new ConnectionTestStore(_database);

    public IUserStore Users => field ??= new UserStore(_database, _time);

    public IRevokedTokens RevokedTokens => field ??= new RevokedTokens(_database, _time);

    public IPersonalAccessTokens AccessTokens => field ??= new PersonalAccessTokens(_database);

    public IJobStore Jobs => field ??= new JobStore(_database);

    public IWorkerStore Workers => field ??= new WorkerStore(_database);

    public ITriggerStore Triggers => field ??= new TriggerStore(_database);

    public IAssetStore Assets => field ??= new AssetStore(_database, _time);

    public IAssetStateStore AssetStates => field ??= new AssetStateStore(_database, _time);

    public ITaskStateStore TaskStates => field ??= new TaskStateStore(_database, _time);

    public ICallbackStore Callbacks => field ??= new CallbackStore(_database);

    public IHumanInputStore HumanInput => field ??= new HumanInputStore(_database, _time);

    /// <summary>Lists of everything, filtered and ordered as the asker wants.</summary>
    public IListings Listings => field ??= new Listings(_database, WideDatabase ?? _database, _time);

    /// <summary>What pages show of many runs at once.</summary>
    public IGridStore Grids => field ??= new GridStore(_database);

    /// <summary>What has changed of late.</summary>
    public IChangeLog Changes => field ??= new ChangeLog(_database);

    public IAuditLog AuditLog => field ??= new AuditLog(_database);

    public ValueTask DisposeAsync() => _connections.DisposeAsync();
}
