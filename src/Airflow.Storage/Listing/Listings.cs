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
internal sealed class Listings(ISqlDatabase database, ISqlDatabase wide) : IListings
{
    public IListing<Pool> Pools => field ??= new Listing<Pool>(database, wide, PoolListing.Shape);

    public IListing<StoredVariable> Variables => field ??= new Listing<StoredVariable>(database, wide, VariableListing.Shape);

    public IListing<StoredConnection> Connections => field ??= new Listing<StoredConnection>(database, wide, ConnectionListing.Shape);

    public IListing<ListedBackfill> Backfills => field ??= new Listing<ListedBackfill>(database, wide, BackfillListing.Shape);

    public IListing<ListedRun> Runs => field ??= new Listing<ListedRun>(database, wide, RunListing.Shape);

    public IListing<ListedTask> Tasks => field ??= new Listing<ListedTask>(database, wide, TaskListing.Shape);

    public IListing<DagRecord> Dags => field ??= new Listing<DagRecord>(database, wide, DagListing.Shape);

    public IListing<ListedDagVersion> DagVersions => field ??= new Listing<ListedDagVersion>(database, wide, DagVersionListing.Shape);

    public IListing<string> DagTags => field ??= new Listing<string>(database, wide, DagTagListing.Shape);

    public IListing<DagWarning> DagWarnings => field ??= new Listing<DagWarning>(database, wide, DagWarningListing.Shape);

    public IListing<ImportError> ImportErrors => field ??= new Listing<ImportError>(database, wide, ImportErrorListing.Shape);

    public IListing<ListedAsset> Assets => field ??= new Listing<ListedAsset>(database, wide, AssetListing.Shape);

    public IListing<AssetAliasRecord> AssetAliases => field ??= new Listing<AssetAliasRecord>(database, wide, AssetAliasListing.Shape);

    public IListing<AssetEventRecord> AssetEvents => field ??= new Listing<AssetEventRecord>(database, wide, AssetEventListing.Shape);

    public IListing<ListedQueuedEvent> QueuedEvents => field ??= new Listing<ListedQueuedEvent>(database, wide, QueuedEventListing.Shape);

    public IListing<ListedQuestion> Questions => field ??= new Listing<ListedQuestion>(database, wide, QuestionListing.Shape);

    public IListing<StoredTaskState> TaskStates => field ??= new Listing<StoredTaskState>(database, wide, StateListings.Tasks);

    public IListing<StoredAssetState> AssetStates => field ??= new Listing<StoredAssetState>(database, wide, StateListings.Assets);

    public IListing<ListedXCom> XComs => field ??= new Listing<ListedXCom>(database, wide, XComListing.Shape);

    public IListing<Job> Jobs => field ??= new Listing<Job>(database, wide, JobListing.Shape);

    public IListing<ListedEvent> Events => field ??= new Listing<ListedEvent>(database, wide, EventListing.Shape);
}
