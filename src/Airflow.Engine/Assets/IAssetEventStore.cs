namespace Airflow.Engine.Assets;

/// <summary>Events of assets that people make or take back.</summary>
public interface IAssetEventStore
{
    /// <summary>Makes an event and queues it for the DAGs that wait for the asset; answers its id, null when there is no such asset.</summary>
    Task<int?> AddAsync(int assetId, string extra, string? partitionKey, CancellationToken cancellationToken);

    /// <summary>Takes back what waits for runs: of a DAG, an asset or both, before a time if one is given. Answers how much there was.</summary>
    Task<int> DeleteQueuedAsync(string? dagId, int? assetId, DateTimeOffset? before, CancellationToken cancellationToken);

    /// <summary>The DAGs in use that have a task with this asset among its outlets.</summary>
    Task<IReadOnlyList<string>> ListProducersAsync(int assetId, CancellationToken cancellationToken);
}
