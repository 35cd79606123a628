using Airflow.Engine;
using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;
using Airflow.Storage.Sql;

namespace Airflow.Storage.StateStores;

/// <summary>Values of tasks in table task_state_store.</summary>
internal sealed class TaskStateStore(ISqlDatabase database, TimeProvider time) : ITaskStateStore
{
    public Task<string?> FindAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken) => database.FirstAsync(
        TaskStateSql.Find, row => row.Text(0), cancellationToken, [.. Arguments(task), ("key", key), ("now", time.GetUtcNow())]);

    public Task SaveAsync(TaskInstanceKey task, string key, string value, DateTimeOffset? expiresAt, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            TaskStateSql.Save, [.. Arguments(task), ("key", key), ("value", value), ("now", time.GetUtcNow()), ("expires_at", expiresAt)]) > 0
            ? true
            : throw new AirflowException("dag_run_not_found", $"The value '{key}' of {task} cannot be stored: its run was deleted."),
        cancellationToken);

    public async Task<bool> DeleteAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(TaskStateSql.Delete, cancellationToken, [.. Arguments(task), ("key", key)]) > 0;

    public Task<int> ClearAsync(TaskInstanceKey task, CancellationToken cancellationToken) =>
        database.ExecuteAsync(TaskStateSql.Clear, cancellationToken, Arguments(task));

    private static (string Name, object? Value)[] Arguments(TaskInstanceKey task) =>
        [("dag_id", task.DagId), ("run_id", task.RunId), ("task_id", task.TaskId), ("map_index", task.MapIndex)];
}
