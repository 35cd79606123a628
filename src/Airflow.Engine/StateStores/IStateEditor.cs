using Airflow.Engine.Tasks;

namespace Airflow.Engine.StateStores;

/// <summary>What people change in the stores of tasks and assets, beside what tasks do themselves.</summary>
public interface IStateEditor
{
    /// <summary>Writes a value of an asset in nobody's name but the API's.</summary>
    Task SaveAsync(int assetId, string key, string value, CancellationToken cancellationToken);

    /// <summary>Writes another value without touching when it expires; false when there is none.</summary>
    Task<bool> ReplaceAsync(TaskInstanceKey task, string key, string value, CancellationToken cancellationToken);

    /// <summary>Takes away everything that the instances of a mapped task keep.</summary>
    Task<int> ClearAsync(string dagId, string runId, string taskId, CancellationToken cancellationToken);
}
