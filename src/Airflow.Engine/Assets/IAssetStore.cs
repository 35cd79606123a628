using Airflow.Engine.Tasks;

namespace Airflow.Engine.Assets;

/// <summary>Assets, their events, and the runs that they make. Assets come with the DAGs that name them, events with the ends of tries.</summary>
public interface IAssetStore
{
    /// <summary>The active asset of that name.</summary>
    Task<AssetRecord?> FindByNameAsync(string name, CancellationToken cancellationToken);
    /// <summary>The active asset of that uri.</summary>
    Task<AssetRecord?> FindByUriAsync(string uri, CancellationToken cancellationToken);
    /// <summary>The active assets that an alias stands for, by name.</summary>
    Task<IReadOnlyList<AssetRecord>> ListByAliasAsync(string aliasName, CancellationToken cancellationToken);
    Task<IReadOnlyList<AssetEventRecord>> ListEventsAsync(AssetEventFilter filter, CancellationToken cancellationToken);
    /// <summary>The events that a run consumed, oldest first.</summary>
    Task<IReadOnlyList<AssetEventRecord>> ListConsumedAsync(int dagRunId, CancellationToken cancellationToken);
    /// <summary>What waits for a run of the DAGs that wait for it, by DAG and time.</summary>
    Task<IReadOnlyList<QueuedAsset>> ListQueuedAsync(CancellationToken cancellationToken);
    /// <summary>
    /// Makes a run of what waits for it, in one commit: the run, the events that it consumes, and the queue without what was taken. False, and
    /// nothing changes, when somebody else took any of it, or the run is there already.
    /// </summary>
    Task<bool> CreateRunAsync(Runs.DagRun run, IReadOnlyList<QueuedAsset> taken, CancellationToken cancellationToken);
    /// <summary>Inlets and outlets of the task that are not active, because another DAG uses their name or uri.</summary>
    Task<IReadOnlyList<AssetKey>> ListInactiveAsync(TaskInstanceKey task, CancellationToken cancellationToken);
}
