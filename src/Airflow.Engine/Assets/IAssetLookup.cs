using Airflow.Engine.Tasks;

namespace Airflow.Engine.Assets;

/// <summary>What a running task may ask about assets and their events.</summary>
public interface IAssetLookup
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
    /// <summary>Inlets and outlets of the task that are not active, because another DAG uses their name or uri.</summary>
    Task<IReadOnlyList<AssetKey>> ListInactiveAsync(TaskInstanceKey task, CancellationToken cancellationToken);
}
