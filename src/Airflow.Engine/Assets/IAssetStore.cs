namespace Airflow.Engine.Assets;

/// <summary>Assets, their events, and the runs that they make. Assets come with the DAGs that name them, events with the ends of tries.</summary>
public interface IAssetStore : IAssetLookup
{
    /// <summary>What waits for a run of the DAGs that wait for it, by DAG and time.</summary>
    Task<IReadOnlyList<QueuedAsset>> ListQueuedAsync(CancellationToken cancellationToken);
    /// <summary>
    /// Makes a run of what waits for it, in one commit: the run, the events that it consumes, and the queue without what was taken. False, and
    /// nothing changes, when somebody else took any of it, or the run is there already.
    /// </summary>
    Task<bool> CreateRunAsync(Runs.DagRun run, IReadOnlyList<QueuedAsset> taken, CancellationToken cancellationToken);
}
