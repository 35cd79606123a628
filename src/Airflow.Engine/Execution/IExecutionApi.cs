
namespace Airflow.Engine.Execution;

using Airflow.Engine.Connections;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

/// <summary>
/// What a supervisor may ask on behalf of one try; in process for LocalExecutor, over HTTP for workers on other machines. Every call is
/// idempotent; a call under the id of a try that is over throws <see cref="AirflowException"/> with code not_running.
/// </summary>
public interface IExecutionApi
{
    /// <summary>Claims the try: queued → running. A second claim by the same worker is answered like the first.</summary>
    Task<TaskStart> StartAsync(TaskWorkload workload, WorkerIdentity worker, CancellationToken cancellationToken);
    /// <summary>The same for a worker that knows of the try no more than its id: it is told the rest as well.</summary>
    Task<ClaimAnswer> ClaimAsync(Guid id, WorkerIdentity worker, CancellationToken cancellationToken);
    /// <summary>Answers the ids among these that must be stopped: their try is over by somebody else's decision.</summary>
    Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
    /// <summary>Ends the try and stores its results, durable when the task completes; false when the try was over already.</summary>
    Task<bool> FinishAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken);

    Task<XCom?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken);
    /// <summary>One element of a list, without the others; null when there is no such XCom or it is no list.</summary>
    ValueTask<XComElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken);
    /// <summary>Values of all map indexes in their order, for a task whose result was pulled whole.</summary>
    Task<IReadOnlyList<XCom>> ListXComsAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken);
    /// <summary>How many instances of a task left a value under the key (whose map index does not matter).</summary>
    Task<int> CountXComsAsync(XComKey key, CancellationToken cancellationToken);
    /// <summary>The value at a place, from 0, among those that the instances of a task left; a negative one counts from the end.</summary>
    Task<XCom?> GetXComAtAsync(XComKey key, int offset, CancellationToken cancellationToken);
    Task SetXComAsync(XCom value, CancellationToken cancellationToken);
    Task DeleteXComAsync(XComKey key, CancellationToken cancellationToken);

    Task<string?> GetVariableAsync(string key, CancellationToken cancellationToken);
    Task<IReadOnlyList<string>> ListVariableKeysAsync(string? prefix, CancellationToken cancellationToken);
    Task SetVariableAsync(string key, string value, string? description, CancellationToken cancellationToken);
    Task<bool> DeleteVariableAsync(string key, CancellationToken cancellationToken);
    Task<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken);

    Task SetRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken);

    Task<RunCreation> TriggerRunAsync(string dagId, ManualRunRequest request, CancellationToken cancellationToken);
    Task<DagRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken);
    Task<IReadOnlyList<DagRun>> ListRunsAsync(RunFilter filter, CancellationToken cancellationToken);
    Task<IReadOnlyList<TaskInstance>> ListTaskInstancesAsync(string dagId, string runId, CancellationToken cancellationToken);
}
