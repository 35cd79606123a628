using System.Collections.Concurrent;
using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using EngineConnection = Airflow.Engine.Connections.Connection;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>A server in memory: what tasks stored, and what they may ask for.</summary>
internal sealed class FakeExecutionApi : IExecutionApi
{
    public ConcurrentDictionary<XComKey, XCom> XComs { get; } = [];

    public ConcurrentDictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, EngineConnection> Connections { get; } = new(StringComparer.Ordinal);

    public List<string> RenderedFields { get; } = [];

    public List<DagRun> Runs { get; } = [];

    public List<TaskInstance> Tasks { get; } = [];

    public Task<TaskStart> StartAsync(TaskWorkload workload, WorkerIdentity worker, CancellationToken cancellationToken) =>
        Task.FromResult(new TaskStart { Refusal = "claims are not what these tests are about" });

    public Task<Engine.Execution.Remote.ClaimAnswer> ClaimAsync(Guid id, WorkerIdentity worker, CancellationToken cancellationToken) =>
        Task.FromResult(new Engine.Execution.Remote.ClaimAnswer(null, new TaskStart { Refusal = "claims are not what these tests are about" }));

    /// <summary>Tries that are not the worker's any more.</summary>
    public HashSet<Guid> GivenUp { get; } = [];

    /// <summary>Tries that were told to be alive.</summary>
    public ConcurrentQueue<Guid> Alive { get; } = [];

    public Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            Alive.Enqueue(id);
        }

        return Task.FromResult<IReadOnlyList<Guid>>([.. ids.Where(GivenUp.Contains)]);
    }

    /// <summary>What was told of ends.</summary>
    public ConcurrentQueue<TryOutcome> Ended { get; } = [];

    /// <summary>So many ends are told in vain first.</summary>
    public int Away { get; set; }

    /// <summary>Completes when an end has been told in vain.</summary>
    public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> FinishAsync(TaskWorkload workload, TryOutcome outcome, CancellationToken cancellationToken)
    {
        if (Away > 0)
        {
            Away--;
            Refused.TrySetResult();
            throw new AirflowException("api_server_unreachable", "away") { IsTransient = true };
        }

        Ended.Enqueue(outcome);
        return Task.FromResult(true);
    }

    public Task<XCom?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) => Task.FromResult(XComs.GetValueOrDefault(key));

    public ValueTask<XComElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken)
    {
        var list = XComs.TryGetValue(key, out var stored) ? JsonElement.Parse(stored.Value) : default;
        return new(list.ValueKind != JsonValueKind.Array
            ? null
            : new XComElement(list.GetArrayLength(), index < list.GetArrayLength() ? list[index].GetRawText() : null));
    }

    public Task<IReadOnlyList<XCom>> ListXComsAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<XCom>>([.. XComs.Values.Where(value => value.Key with { MapIndex = -1 } == new XComKey(dagId, runId, taskId, key)).OrderBy(value => value.Key.MapIndex)]);

    public async Task<int> CountXComsAsync(XComKey key, CancellationToken cancellationToken) =>
        (await ListXComsAsync(key.DagId, key.RunId, key.TaskId, key.Key, cancellationToken)).Count;

    public async Task<XCom?> GetXComAtAsync(XComKey key, int offset, CancellationToken cancellationToken)
    {
        var all = await ListXComsAsync(key.DagId, key.RunId, key.TaskId, key.Key, cancellationToken);
        return all.ElementAtOrDefault(offset < 0 ? all.Count + offset : offset);
    }

    public Task SetXComAsync(XCom value, CancellationToken cancellationToken)
    {
        XComs[value.Key] = value;
        return Task.CompletedTask;
    }

    public Task DeleteXComAsync(XComKey key, CancellationToken cancellationToken)
    {
        XComs.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task<string?> GetVariableAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Variables.GetValueOrDefault(key));

    public Task<IReadOnlyList<string>> ListVariableKeysAsync(string? prefix, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Variables.Keys.Where(key => key.StartsWith(prefix ?? "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    public Task SetVariableAsync(string key, string value, string? description, CancellationToken cancellationToken)
    {
        Variables[key] = value;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteVariableAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Variables.TryRemove(key, out _));

    public Task<EngineConnection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken) => Task.FromResult(Connections.GetValueOrDefault(connectionId));

    public Task SetRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken)
    {
        RenderedFields.Add(json);
        return Task.CompletedTask;
    }

    public Task<RunCreation> TriggerRunAsync(string dagId, ManualRunRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Runs.Exists(run => run.RunId == request.RunId) ? RunCreation.AlreadyExists : RunCreation.Created);

    public Task<DagRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) => Task.FromResult(Runs.Find(run => run.DagId == dagId && run.RunId == runId));

    public Task<IReadOnlyList<DagRun>> ListRunsAsync(RunFilter filter, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DagRun>>(
        [.. Runs.Where(run => (filter.DagId ?? run.DagId) == run.DagId && filter.States?.Contains(run.State) != false && !(run.LogicalDate > filter.LogicalDateTo))]);

    public Task<IReadOnlyList<TaskInstance>> ListTaskInstancesAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskInstance>>([.. Tasks.Where(task => task.Key.DagId == dagId && task.Key.RunId == runId)]);
}
