namespace Airflow.Runtime.Remote;

using Airflow.Engine.Connections;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

/// <summary>The execution API for workers on other machines: each question is one call to the api-server.</summary>
public sealed class HttpExecutionApi : IExecutionApi
{
    private const int MostInOneCall = 64;

    /// <summary>Larger results go alone, so that nothing small waits for them.</summary>
    private const int LargestTogether = 64 * 1024;

    private readonly RemoteConnection connection;
    private readonly TimeProvider clock;
    private readonly Batcher<ClaimRequest, ClaimAnswer> claims;
    private readonly Batcher<FinishRequest, bool> ends;

    public HttpExecutionApi(RemoteConnection connection, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
        claims = new(ClaimManyAsync, MostInOneCall);
        ends = new(FinishManyAsync, MostInOneCall);
    }

    public async Task<TaskStart> StartAsync(TaskWorkload workload, WorkerIdentity worker, CancellationToken cancellationToken) =>
        Present(await connection.CallAsync(RemoteCalls.Start, new StartRequest(workload, worker), cancellationToken));

    /// <summary>Claims a try of which only the id is known, as from a broker's message: one round trip brings all that is needed to run it.</summary>
    public Task<ClaimAnswer> ClaimAsync(Guid id, WorkerIdentity worker, CancellationToken cancellationToken) =>
        claims.AskAsync(new ClaimRequest(id, worker)).WaitAsync(cancellationToken);

    public async Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.Heartbeat, new HeartbeatRequest(ids), cancellationToken) ?? [];

    public Task<bool> FinishAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var request = new FinishRequest(workload, outcome);
        return outcome.XComs.Sum(static xcom => xcom.Value.Length) > LargestTogether
            ? connection.CallAsync(RemoteCalls.Finish, request, cancellationToken)
            : ends.AskAsync(request).WaitAsync(cancellationToken);
    }

    public Task<XCom?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.GetXCom, new XComRequest(key, includePriorDates), cancellationToken);

    public async ValueTask<XComElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.GetXComElement, new XComRequest(key, Number: index), cancellationToken);

    public async Task<IReadOnlyList<XCom>> ListXComsAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListXComs, new XComRequest(new XComKey(dagId, runId, taskId, key)), cancellationToken) ?? [];

    public Task<int> CountXComsAsync(XComKey key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.CountXComs, new XComRequest(key), cancellationToken);

    public Task<XCom?> GetXComAtAsync(XComKey key, int offset, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.GetXComAt, new XComRequest(key, Number: offset), cancellationToken);

    public Task SetXComAsync(XCom value, CancellationToken cancellationToken) => connection.CallAsync(RemoteCalls.SetXCom, value, cancellationToken);

    public Task DeleteXComAsync(XComKey key, CancellationToken cancellationToken) => connection.CallAsync(RemoteCalls.DeleteXCom, new XComRequest(key), cancellationToken);

    public Task<string?> GetVariableAsync(string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.GetVariable, new NameRequest(key), cancellationToken);

    public async Task<IReadOnlyList<string>> ListVariableKeysAsync(string? prefix, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListVariableKeys, new NameRequest(prefix), cancellationToken) ?? [];

    public Task SetVariableAsync(string key, string value, string? description, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.SetVariable, new VariableRequest(key, value, description), cancellationToken);

    public Task<bool> DeleteVariableAsync(string key, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.DeleteVariable, new NameRequest(key), cancellationToken);

    public Task<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.GetConnection, new NameRequest(connectionId), cancellationToken);

    public Task SetRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.SetRenderedFields, new FieldsRequest(key, json), cancellationToken);

    public Task<RunCreation> TriggerRunAsync(string dagId, ManualRunRequest request, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.TriggerRun, new TriggerRequest(dagId, request, Guid.CreateVersion7(clock.GetUtcNow())), cancellationToken);

    public Task<DagRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        connection.CallAsync(RemoteCalls.FindRun, new RunRequest(dagId, runId), cancellationToken);

    public async Task<IReadOnlyList<DagRun>> ListRunsAsync(RunFilter filter, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListRuns, filter, cancellationToken) ?? [];

    public async Task<IReadOnlyList<TaskInstance>> ListTaskInstancesAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        await connection.CallAsync(RemoteCalls.ListTaskInstances, new RunRequest(dagId, runId), cancellationToken) ?? [];

    private async Task<IReadOnlyList<ClaimAnswer>> ClaimManyAsync(IReadOnlyList<ClaimRequest> requests) => requests.Count == 1
        ? [Present(await connection.CallAsync(RemoteCalls.Claim, requests[0], CancellationToken.None))]
        : Present(await connection.CallAsync(RemoteCalls.ClaimMany, requests, CancellationToken.None));

    private async Task<IReadOnlyList<bool>> FinishManyAsync(IReadOnlyList<FinishRequest> requests) => requests.Count == 1
        ? [await connection.CallAsync(RemoteCalls.Finish, requests[0], CancellationToken.None)]
        : Present(await connection.CallAsync(RemoteCalls.FinishMany, requests, CancellationToken.None));

    private static T Present<T>(T? answer)
        where T : class => answer ?? throw new Engine.AirflowException("api_server_error", "The api-server answered a claim with nothing.") { IsTransient = true };
}
