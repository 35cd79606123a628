using Airflow.Engine.Assets;
using Airflow.Engine.Backfills;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Listing;

/// <summary>The lists that people and programs read page by page.</summary>
public interface IListings
{
    IListing<Pool> Pools { get; }

    IListing<StoredVariable> Variables { get; }

    IListing<StoredConnection> Connections { get; }

    IListing<ListedBackfill> Backfills { get; }

    IListing<ListedRun> Runs { get; }

    IListing<ListedTask> Tasks { get; }

    IListing<DagRecord> Dags { get; }

    IListing<ListedDagVersion> DagVersions { get; }

    IListing<string> DagTags { get; }

    IListing<DagWarning> DagWarnings { get; }

    IListing<ImportError> ImportErrors { get; }

    IListing<ListedAsset> Assets { get; }

    IListing<AssetAliasRecord> AssetAliases { get; }

    IListing<AssetEventRecord> AssetEvents { get; }

    IListing<ListedQueuedEvent> QueuedEvents { get; }

    IListing<ListedQuestion> Questions { get; }

    IListing<StoredTaskState> TaskStates { get; }

    IListing<StoredAssetState> AssetStates { get; }

    IListing<ListedXCom> XComs { get; }

    IListing<Job> Jobs { get; }

    IListing<ListedEvent> Events { get; }
}
