using Airflow.Engine.Execution.Remote;
using Airflow.Engine.StateStores;
using Airflow.Engine.Tasks;

namespace Airflow.Runtime.Remote;

/// <summary>What tasks keep for their next tries, at the api-server.</summary>
internal sealed class RemoteTaskValues(RemoteConnection connection) : ITaskStateStore
{
    public Task<string?> FindAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindTaskValue, new TaskValueRequest(task, key), cancellationToken);

    public Task SaveAsync(TaskInstanceKey task, string key, string value, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.SaveTaskValue, new TaskValueRequest(task, key, value, expiresAt), cancellationToken);

    public Task<bool> DeleteAsync(TaskInstanceKey task, string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.DeleteTaskValue, new TaskValueRequest(task, key), cancellationToken);

    public Task<int> ClearAsync(TaskInstanceKey task, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.ClearTaskValues, new TaskValueRequest(task, null), cancellationToken);
}
