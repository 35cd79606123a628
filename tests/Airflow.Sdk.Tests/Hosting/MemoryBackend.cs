using System.Text.Json;
using Airflow.Hosting;

namespace Airflow.Tests.Hosting;

/// <summary>A host in memory that notes what tasks ask and tell it.</summary>
internal sealed class MemoryBackend : ITaskBackend
{
    public Dictionary<XComKey, JsonElement> XComs { get; } = [];

    public Dictionary<XComKey, int?> MappedLengths { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public Dictionary<string, Connection> Connections { get; } = [];

    public List<string> Masked { get; } = [];

    public List<string> Skipped { get; } = [];

    public List<Asset> InactiveAssets { get; } = [];

    public JsonElement? RenderedFields { get; private set; }

    public string? RenderedMapIndex { get; private set; }

    public DateTimeOffset? FirstStart { get; set; }

    public int Requests { get; private set; }

    public List<DagRunTrigger> Triggered { get; } = [];

    public Queue<string?> RunStates { get; } = new();

    /// <summary>Runs and, with a task id, task instances of other DAGs.</summary>
    public List<(string DagId, string? TaskId, DateTimeOffset LogicalDate, string State)> Rows { get; } = [];

    public ValueTask<JsonElement?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken)
    {
        Requests++;
        return ValueTask.FromResult<JsonElement?>(XComs.TryGetValue(key with { MapIndex = key.MapIndex ?? -1 }, out var value) ? value : null);
    }

    public async ValueTask<ListElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken) =>
        await GetXComAsync(key, includePriorDates: false, cancellationToken) is { ValueKind: JsonValueKind.Array } list
            ? new ListElement(list.GetArrayLength(), index < list.GetArrayLength() ? list[index] : null)
            : null;

    public ValueTask<int> GetXComCountAsync(XComKey key, CancellationToken cancellationToken) => ValueTask.FromResult(Instances(key).Count);

    public ValueTask<JsonElement?> GetXComSequenceItemAsync(XComKey key, int offset, CancellationToken cancellationToken)
    {
        var values = Instances(key);
        return ValueTask.FromResult<JsonElement?>(offset < values.Count ? values[offset] : null);
    }

    public ValueTask<IReadOnlyList<JsonElement>> GetXComSequenceSliceAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<JsonElement>>(Instances(key));

    public ValueTask SetXComAsync(XComKey key, JsonElement value, int? mappedLength, CancellationToken cancellationToken)
    {
        XComs[key] = value;
        MappedLengths[key] = mappedLength;
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteXComAsync(XComKey key, CancellationToken cancellationToken)
    {
        XComs.Remove(key);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> GetVariableAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult(Variables.GetValueOrDefault(key));

    public ValueTask<VariableKeys> GetVariableKeysAsync(string? prefix, int limit, int offset, CancellationToken cancellationToken)
    {
        var all = Variables.Keys.Where(key => key.StartsWith(prefix ?? "", StringComparison.Ordinal)).Order().ToList();
        return ValueTask.FromResult(new VariableKeys([.. all.Skip(offset).Take(limit)], all.Count));
    }

    public ValueTask PutVariableAsync(string key, string value, string? description, CancellationToken cancellationToken)
    {
        Variables[key] = value;
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteVariableAsync(string key, CancellationToken cancellationToken)
    {
        Variables.Remove(key);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Connections.GetValueOrDefault(connectionId));

    public ValueTask MaskSecretAsync(string value, string? name, CancellationToken cancellationToken)
    {
        Masked.Add(value);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetRenderedFieldsAsync(JsonElement fields, CancellationToken cancellationToken)
    {
        RenderedFields = fields;
        return ValueTask.CompletedTask;
    }

    public ValueTask SetRenderedMapIndexAsync(string renderedMapIndex, CancellationToken cancellationToken)
    {
        RenderedMapIndex = renderedMapIndex;
        return ValueTask.CompletedTask;
    }

    public ValueTask SkipDownstreamTasksAsync(IReadOnlyList<string> taskIds, CancellationToken cancellationToken)
    {
        Skipped.AddRange(taskIds);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Asset>> ValidateInletsAndOutletsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Asset>>(InactiveAssets);

    public ValueTask<DagRunTriggerResult> TriggerDagRunAsync(DagRunTrigger trigger, CancellationToken cancellationToken)
    {
        if (Triggered.Exists(earlier => earlier.DagId == trigger.DagId && earlier.RunId == trigger.RunId))
        {
            return ValueTask.FromResult(DagRunTriggerResult.AlreadyExists);
        }

        Triggered.Add(trigger);
        return ValueTask.FromResult(DagRunTriggerResult.Created);
    }

    /// <summary>Each look sees the next state; the last one stays.</summary>
    public ValueTask<string?> GetDagRunStateAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(RunStates.Count > 1 ? RunStates.Dequeue() : RunStates.Peek());

    public ValueTask<int> GetDagRunCountAsync(DagRunQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(
        Rows.Count(row => row.TaskId is null && row.DagId == query.DagId && (query.LogicalDates?.Contains(row.LogicalDate) ?? true) && (query.States?.Contains(row.State) ?? true)));

    public ValueTask<RunInfo?> GetPreviousDagRunAsync(string dagId, DateTimeOffset logicalDate, string? state, CancellationToken cancellationToken) =>
        ValueTask.FromResult<RunInfo?>(null);

    public ValueTask<RunInfo?> GetPreviousSuccessfulDagRunAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<RunInfo?>(new RunInfo("before"));

    public ValueTask<int> GetTaskInstanceCountAsync(TaskInstanceQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(
        Rows.Count(row => row.TaskId is { } id && row.DagId == query.DagId && (query.TaskIds?.Contains(id) ?? true)
            && (query.LogicalDates?.Contains(row.LogicalDate) ?? true) && (query.States?.Contains(row.State) ?? true)));

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> GetTaskStatesAsync(TaskInstanceQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>>(
            Rows.Where(row => row.TaskId?.StartsWith($"{query.TaskGroupId}.", StringComparison.Ordinal) == true && row.DagId == query.DagId
                    && query.LogicalDates?.Contains(row.LogicalDate) != false)
                .GroupBy(row => $"{row.LogicalDate:O}", StringComparer.Ordinal)
                .ToDictionary(
                    run => run.Key,
                    run => (IReadOnlyDictionary<string, string?>)run.ToDictionary(row => row.TaskId!, string? (row) => row.State, StringComparer.Ordinal),
                    StringComparer.Ordinal));

    public ValueTask<DateTimeOffset?> GetTaskRescheduleStartDateAsync(int tryNumber, CancellationToken cancellationToken) => ValueTask.FromResult(FirstStart);

    public ValueTask<IReadOnlyList<AssetEvent>> GetAssetEventsAsync(AssetEventQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<AssetEvent>>([]);

    private List<JsonElement> Instances(XComKey key) =>
        [.. XComs.Where(pair => pair.Key with { MapIndex = null } == key with { MapIndex = null } && pair.Key.MapIndex >= 0)
            .OrderBy(pair => pair.Key.MapIndex).Select(pair => pair.Value)];
}
