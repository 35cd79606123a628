using Airflow.Engine.Assets;
using Airflow.Engine.Backfills;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Listing;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;
using Airflow.Storage.Assets;
using Airflow.Storage.Backfills;
using Airflow.Storage.Connections;
using Airflow.Storage.Coordination;
using Airflow.Storage.Dags;
using Airflow.Storage.HumanInput;
using Airflow.Storage.Pools;
using Airflow.Storage.Runs;
using Airflow.Storage.Sql;
using Airflow.Storage.StateStores;
using Airflow.Storage.Tasks;
using Airflow.Storage.Variables;
using Airflow.Storage.XComs;

namespace Airflow.Storage.Listing;

/// <summary>Every list of a database.</summary>
internal sealed class Listings(ISqlDatabase database, ISqlDatabase wide, TimeProvider time) : IListings
{
    private readonly ListTotals totals = new(time);

    public IListing<Pool> Pools => field ??= new Listing<Pool>(database, wide, totals, PoolListing.Shape);

    public IListing<StoredVariable> Variables => field ??= new Listing<StoredVariable>(database, wide, totals, VariableListing.Shape);

    public IListing<StoredConnection> Connections => field ??= new Listing<StoredConnection>(database, wide, totals, ConnectionListing.Shape);

    public IListing<ListedBackfill> Backfills => field ??= new Listing<ListedBackfill>(database, wide, totals, BackfillListing.Shape);

    public IListing<ListedRun> Runs => field ??= new Listing<ListedRun>(database, wide, totals, RunListing.Shape);

    public IListing<ListedTask> Tasks => field ??= new Listing<ListedTask>(database, wide, totals, TaskListing.Shape);

    public IListing<DagRecord> Dags => field ??= new Listing<DagRecord>(database, wide, totals, DagListing.Shape);

    public IListing<ListedDagVersion> DagVersions => field ??= new Listing<ListedDagVersion>(database, wide, totals, DagVersionListing.Shape);

    public IListing<string> DagTags => field ??= new Listing<string>(database, wide, totals, DagTagListing.Shape);

    public IListing<DagWarning> DagWarnings => field ??= new Listing<DagWarning>(database, wide, totals, DagWarningListing.Shape);

    public IListing<ImportError> ImportErrors => field ??= new Listing<ImportError>(database, wide, totals, ImportErrorListing.Shape);

    public IListing<ListedAsset> Assets => field ??= new Listing<ListedAsset>(database, wide, totals, AssetListing.Shape);

    public IListing<AssetAliasRecord> AssetAliases => field ??= new Listing<AssetAliasRecord>(database, wide, totals, AssetAliasListing.Shape);

    public IListing<AssetEventRecord> AssetEvents => field ??= new Listing<AssetEventRecord>(database, wide, totals, AssetEventListing.Shape);

    public IListing<ListedQueuedEvent> QueuedEvents => field ??= new Listing<ListedQueuedEvent>(database, wide, totals, QueuedEventListing.Shape);

    public IListing<ListedQuestion> Questions => field ??= new Listing<ListedQuestion>(database, wide, totals, QuestionListing.Shape);

    public IListing<StoredTaskState> TaskStates => field ??= new Listing<StoredTaskState>(database, wide, totals, StateListings.Tasks);

    public IListing<StoredAssetState> AssetStates => field ??= new Listing<StoredAssetState>(database, wide, totals, StateListings.Assets);

    public IListing<ListedXCom> XComs => field ??= new Listing<ListedXCom>(database, wide, totals, XComListing.Shape);

    public IListing<Job> Jobs => field ??= new Listing<Job>(database, wide, totals, JobListing.Shape);

    public IListing<ListedEvent> Events => field ??= new Listing<ListedEvent>(database, wide, totals, EventListing.Shape);
}
