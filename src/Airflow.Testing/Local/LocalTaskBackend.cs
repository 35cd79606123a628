using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Hosting;
using EngineXComKey = Airflow.Engine.XComs.XComKey;
using XCom = Airflow.Engine.XComs.XCom;

namespace Airflow.Testing.Local;

/// <summary>What a task of this process asks, answered by the execution API directly. Its own results are kept until it ends.</summary>
internal sealed class LocalTaskBackend(IExecutionApi api, TaskWorkload workload, DagRun run) : ITaskBackend
{
    private readonly Dictionary<EngineXComKey, XCom> results = [];
    /// <summary>As everywhere; without a configuration file the environment is where it can be raised.</summary>
    internal static readonly int MaxMapLength =
        int.TryParse(Environment.GetEnvironmentVariable("AIRFLOW__CORE__MAX_MAP_LENGTH"), CultureInfo.InvariantCulture, out var limit) ? limit : DagSource.DefaultMaxMapLength;

    private readonly List<SkipTarget> skips = [];
    private readonly HashSet<string> secrets = new(StringComparer.Ordinal);

    public IReadOnlyList<XCom> Results => [.. results.Values];

    public IReadOnlyList<SkipTarget> Skips => skips;

    public IReadOnlyCollection<string> Secrets => secrets;

    public string? RenderedMapIndex { get; private set; }

    public async ValueTask<JsonElement?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken)
    {
        var single = ToEngine(key);
        if (results.TryGetValue(single, out var own))
        {
            return JsonElement.Parse(own.Value);
        }

        return await api.GetXComAsync(single, includePriorDates, cancellationToken) is { } stored ? JsonElement.Parse(stored.Value) : null;
    }

    public async ValueTask<ListElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken) =>
        await api.GetXComElementAsync(ToEngine(key), index, cancellationToken) is { } element
            ? new ListElement(element.Count, element.Value is { } json ? JsonElement.Parse(json) : null)
            : null;

    public async ValueTask<int> GetXComCountAsync(XComKey key, CancellationToken cancellationToken) => await api.CountXComsAsync(ToEngine(key), cancellationToken);

    public async ValueTask<JsonElement?> GetXComSequenceItemAsync(XComKey key, int offset, CancellationToken cancellationToken) =>
        await api.GetXComAtAsync(ToEngine(key), offset, cancellationToken) is { } found ? JsonElement.Parse(found.Value) : null;

    public async ValueTask<IReadOnlyList<JsonElement>> GetXComSequenceSliceAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) =>
        await ListAsync(key, cancellationToken);

    public ValueTask SetXComAsync(XComKey key, JsonElement value, int? mappedLength, CancellationToken cancellationToken)
    {
        if (mappedLength is { } length)
        {
            MapLengths.Require(length, MaxMapLength);
        }

        var target = ToEngine(key);
        results[target] = new XCom(target, value.GetRawText()) { MappedLength = mappedLength };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DeleteXComAsync(XComKey key, CancellationToken cancellationToken)
    {
        results.Remove(ToEngine(key));
        await api.DeleteXComAsync(ToEngine(key), cancellationToken);
    }

    public async ValueTask<string?> GetVariableAsync(string key, CancellationToken cancellationToken) => await api.GetVariableAsync(key, cancellationToken);

    public async ValueTask<VariableKeys> GetVariableKeysAsync(string? prefix, int limit, int offset, CancellationToken cancellationToken)
    {
        var keys = await api.ListVariableKeysAsync(prefix, cancellationToken);
        return new VariableKeys([.. keys.Skip(offset).Take(limit)], keys.Count);
    }

    public async ValueTask PutVariableAsync(string key, string value, string? description, CancellationToken cancellationToken) =>
        await api.SetVariableAsync(key, value, description, cancellationToken);

    public async ValueTask DeleteVariableAsync(string key, CancellationToken cancellationToken) => await api.DeleteVariableAsync(key, cancellationToken);

    public async ValueTask<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken) =>
        await api.GetConnectionAsync(connectionId, cancellationToken) is not { } found
            ? null
            : new Connection(found.ConnId, found.ConnType ?? "")
            {
                Host = found.Host,
                Schema = found.Schema,
                Login = found.Login,
                Password = found.Password,
                Port = found.Port,
                Extra = found.Extra,
            };

    public ValueTask MaskSecretAsync(string value, string? name, CancellationToken cancellationToken)
    {
        secrets.Add(value);
        return ValueTask.CompletedTask;
    }

    public async ValueTask SetRenderedFieldsAsync(JsonElement fields, CancellationToken cancellationToken) =>
        await api.SetRenderedFieldsAsync(workload.Key, fields.GetRawText(), cancellationToken);

    public ValueTask SetRenderedMapIndexAsync(string renderedMapIndex, CancellationToken cancellationToken)
    {
        RenderedMapIndex = renderedMapIndex;
        return ValueTask.CompletedTask;
    }

    public ValueTask SkipDownstreamTasksAsync(IReadOnlyList<string> taskIds, CancellationToken cancellationToken)
    {
        skips.AddRange(taskIds.Select(id => new SkipTarget(id)));
        return ValueTask.CompletedTask;
    }

    // assets are declared by the same file that uses them: here none can be inactive
    public ValueTask<IReadOnlyList<Asset>> ValidateInletsAndOutletsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<Asset>>([]);

    public async ValueTask<DagRunTriggerResult> TriggerDagRunAsync(DagRunTrigger trigger, CancellationToken cancellationToken)
    {
        var creation = await api.TriggerRunAsync(
            trigger.DagId,
            new ManualRunRequest
            {
                RunId = trigger.RunId,
                LogicalDate = trigger.LogicalDate,
                RunAfter = trigger.RunAfter,
                Conf = trigger.Conf?.GetRawText() ?? "{}",
                RunType = RunType.OperatorTriggered,
                TriggeredBy = "operator",
                Note = trigger.Note,
                Reset = trigger.ResetDagRun,
            },
            cancellationToken);
        return creation switch
        {
            RunCreation.Created => DagRunTriggerResult.Created,
            RunCreation.AlreadyExists => DagRunTriggerResult.AlreadyExists,
            _ => throw new InvalidOperationException($"There is no DAG '{trigger.DagId}' to trigger in this file."),
        };
    }

    public async ValueTask<string?> GetDagRunStateAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        (await api.FindRunAsync(dagId, runId, cancellationToken))?.State.Name();

    public async ValueTask<int> GetDagRunCountAsync(DagRunQuery query, CancellationToken cancellationToken) =>
        (await api.ListRunsAsync(new RunFilter { DagId = query.DagId }, cancellationToken)).Count(found =>
            query.RunIds?.Contains(found.RunId) != false
            && query.States?.Contains(found.State.Name()) != false
            && (query.LogicalDates is null || (found.LogicalDate is { } at && query.LogicalDates.Contains(at))));

    public async ValueTask<RunInfo?> GetPreviousDagRunAsync(string dagId, DateTimeOffset logicalDate, string? state, CancellationToken cancellationToken)
    {
        var filter = new RunFilter { DagId = dagId, States = state is null ? null : [RunNames.ParseState(state)] };
        return (await api.ListRunsAsync(filter, cancellationToken)).Where(found => found.LogicalDate < logicalDate)
            .OrderByDescending(found => found.LogicalDate).Select(ToInfo).FirstOrDefault();
    }

    public async ValueTask<RunInfo?> GetPreviousSuccessfulDagRunAsync(CancellationToken cancellationToken) =>
        run.LogicalDate is { } at ? await GetPreviousDagRunAsync(run.DagId, at, "success", cancellationToken) : null;

    public async ValueTask<int> GetTaskInstanceCountAsync(TaskInstanceQuery query, CancellationToken cancellationToken) =>
        (await FindAsync(query, cancellationToken)).Count;

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> GetTaskStatesAsync(
        TaskInstanceQuery query, CancellationToken cancellationToken) =>
        (await FindAsync(query, cancellationToken)).GroupBy(found => found.Key.RunId).ToDictionary(
            group => group.Key,
            group => (IReadOnlyDictionary<string, string?>)group.ToDictionary(
                found => found.Key.MapIndex < 0 ? found.Key.TaskId : $"{found.Key.TaskId}_{found.Key.MapIndex}",
                found => found.State.Name()));

    public async ValueTask<DateTimeOffset?> GetTaskRescheduleStartDateAsync(int tryNumber, CancellationToken cancellationToken) =>
        (await api.ListTaskInstancesAsync(run.DagId, run.RunId, cancellationToken)).FirstOrDefault(found => found.Key == workload.Key)?.StartDate;

    public ValueTask<IReadOnlyList<AssetEvent>> GetAssetEventsAsync(AssetEventQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<AssetEvent>>([]);

    private static EngineXComKey ToEngine(XComKey key) => new(key.DagId, key.RunId, key.TaskId, key.Key, key.MapIndex ?? -1);

    private static RunInfo ToInfo(DagRun found) => new(found.RunId)
    {
        State = found.State.Name(),
        LogicalDate = found.LogicalDate,
        StartDate = found.StartDate,
        EndDate = found.EndDate,
    };

    private async Task<List<JsonElement>> ListAsync(XComKey key, CancellationToken cancellationToken) =>
        [.. (await api.ListXComsAsync(key.DagId, key.RunId, key.TaskId, key.Key, cancellationToken)).Select(xcom => JsonElement.Parse(xcom.Value))];

    private async Task<List<TaskInstance>> FindAsync(TaskInstanceQuery query, CancellationToken cancellationToken)
    {
        var found = new List<TaskInstance>();
        foreach (var runId in await RunIdsAsync(query, cancellationToken))
        {
            found.AddRange((await api.ListTaskInstancesAsync(query.DagId, runId, cancellationToken)).Where(task =>
                query.TaskIds?.Contains(task.Key.TaskId) != false
                && (query.MapIndex is null || task.Key.MapIndex == query.MapIndex)
                && (query.TaskGroupId is null || task.Key.TaskId.StartsWith(query.TaskGroupId + ".", StringComparison.Ordinal))
                && (query.States is null || query.States.Contains(task.State.Name() ?? "None"))));
        }

        return found;
    }

    private async Task<IEnumerable<string>> RunIdsAsync(TaskInstanceQuery query, CancellationToken cancellationToken)
    {
        if (query.LogicalDates is not { } dates)
        {
            return query.RunIds ?? [run.RunId];
        }

        return (await api.ListRunsAsync(new RunFilter { DagId = query.DagId }, cancellationToken))
            .Where(found => found.LogicalDate is { } at && dates.Contains(at) && query.RunIds?.Contains(found.RunId) != false).Select(found => found.RunId);
    }
}
