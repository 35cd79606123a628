using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;
using Airflow.Storage.Sql;

namespace Airflow.Storage.StateStores;

/// <summary>What people change in the stores of tasks and assets.</summary>
internal sealed class StateEditor(ISqlDatabase database, TimeProvider time) : IStateEditor
{
    public Task SaveAsync(int assetId, string key, string value, CancellationToken cancellationToken) => database.ExecuteAsync(
        StateEditSql.SaveAsset, cancellationToken, ("asset_id", assetId), ("key", key), ("value", value), ("now", time.GetUtcNow()));

    public async Task<bool> ReplaceAsync(TaskInstanceKey task, string key, string value, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            StateEditSql.ReplaceTask,
            cancellationToken,
            ("value", value),
            ("now", time.GetUtcNow()),
            ("dag_id", task.DagId),
            ("run_id", task.RunId),
            ("task_id", task.TaskId),
            ("map_index", task.MapIndex),
            ("key", key)) > 0;

    public Task<int> ClearAsync(string dagId, string runId, string taskId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(StateEditSql.ClearTask, cancellationToken, ("dag_id", dagId), ("run_id", runId), ("task_id", taskId));
}
