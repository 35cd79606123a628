using System.Text.Json;

namespace Airflow.Hosting;

/// <summary>
/// Everything a running task may ask its host for; the meaning of each request is that of the supervisor message of the same name.
/// What does not exist is <see langword="null"/>, what the host cannot answer is an exception.
/// </summary>
internal interface ITaskBackend
{
    /// <summary><c>GetXCom</c>.</summary>
    ValueTask<JsonElement?> GetXComAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken);

    /// <summary>One element of a list that a task returned, without the others; <see langword="null"/> when there is no such XCom or it is no list.</summary>
    ValueTask<ListElement?> GetXComElementAsync(XComKey key, int index, CancellationToken cancellationToken);

    /// <summary><c>GetXComCount</c>: how many instances of a mapped task left the XCom.</summary>
    ValueTask<int> GetXComCountAsync(XComKey key, CancellationToken cancellationToken);

    /// <summary><c>GetXComSequenceItem</c>: of the instance at that place among those that left the XCom; negative counts from the end.</summary>
    ValueTask<JsonElement?> GetXComSequenceItemAsync(XComKey key, int offset, CancellationToken cancellationToken);

    /// <summary><c>GetXComSequenceSlice</c>: of all instances, in the order of their map index.</summary>
    ValueTask<IReadOnlyList<JsonElement>> GetXComSequenceSliceAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken);

    /// <summary><c>SetXCom</c>; <paramref name="mappedLength"/> is the number of instances a task mapped over the value will have.</summary>
    ValueTask SetXComAsync(XComKey key, JsonElement value, int? mappedLength, CancellationToken cancellationToken);

    /// <summary><c>DeleteXCom</c>.</summary>
    ValueTask DeleteXComAsync(XComKey key, CancellationToken cancellationToken);

    /// <summary><c>GetVariable</c>.</summary>
    ValueTask<string?> GetVariableAsync(string key, CancellationToken cancellationToken);

    /// <summary><c>GetVariableKeys</c>.</summary>
    ValueTask<VariableKeys> GetVariableKeysAsync(string? prefix, int limit, int offset, CancellationToken cancellationToken);

    /// <summary><c>PutVariable</c>.</summary>
    ValueTask PutVariableAsync(string key, string value, string? description, CancellationToken cancellationToken);

    /// <summary><c>DeleteVariable</c>.</summary>
    ValueTask DeleteVariableAsync(string key, CancellationToken cancellationToken);

    /// <summary><c>GetConnection</c>.</summary>
    ValueTask<Connection?> GetConnectionAsync(string connectionId, CancellationToken cancellationToken);

    /// <summary><c>MaskSecret</c>: the value is hidden in logs from now on.</summary>
    ValueTask MaskSecretAsync(string value, string? name, CancellationToken cancellationToken);

    /// <summary><c>SetRenderedFields</c>: a JSON object of Airflow's field names.</summary>
    ValueTask SetRenderedFieldsAsync(JsonElement fields, CancellationToken cancellationToken);

    /// <summary><c>SetRenderedMapIndex</c>.</summary>
    ValueTask SetRenderedMapIndexAsync(string renderedMapIndex, CancellationToken cancellationToken);

    /// <summary><c>SkipDownstreamTasks</c>: these tasks of the same run, in the same map index where they have it.</summary>
    ValueTask SkipDownstreamTasksAsync(IReadOnlyList<string> taskIds, CancellationToken cancellationToken);

    /// <summary><c>ValidateInletsAndOutlets</c>: the inactive ones among the task's assets.</summary>
    ValueTask<IReadOnlyList<Asset>> ValidateInletsAndOutletsAsync(CancellationToken cancellationToken);

    /// <summary><c>TriggerDagRun</c>.</summary>
    ValueTask<DagRunTriggerResult> TriggerDagRunAsync(DagRunTrigger trigger, CancellationToken cancellationToken);

    /// <summary><c>GetDagRunState</c>.</summary>
    ValueTask<string?> GetDagRunStateAsync(string dagId, string runId, CancellationToken cancellationToken);

    /// <summary><c>GetDRCount</c>.</summary>
    ValueTask<int> GetDagRunCountAsync(DagRunQuery query, CancellationToken cancellationToken);

    /// <summary><c>GetPreviousDagRun</c>: the last run before the logical date, in that state if one is given.</summary>
    ValueTask<RunInfo?> GetPreviousDagRunAsync(string dagId, DateTimeOffset logicalDate, string? state, CancellationToken cancellationToken);

    /// <summary><c>GetPrevSuccessfulDagRun</c>: the last successful run before this task's own.</summary>
    ValueTask<RunInfo?> GetPreviousSuccessfulDagRunAsync(CancellationToken cancellationToken);

    /// <summary><c>GetTICount</c>.</summary>
    ValueTask<int> GetTaskInstanceCountAsync(TaskInstanceQuery query, CancellationToken cancellationToken);

    /// <summary><c>GetTaskStates</c>: run id → task id (with <c>_N</c> for instances of mapped tasks) → state, <see langword="null"/> if it has none.</summary>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> GetTaskStatesAsync(TaskInstanceQuery query, CancellationToken cancellationToken);

    /// <summary><c>GetTaskRescheduleStartDate</c>: when the current try was first started.</summary>
    ValueTask<DateTimeOffset?> GetTaskRescheduleStartDateAsync(int tryNumber, CancellationToken cancellationToken);

    /// <summary><c>GetAssetEventByAsset</c>, <c>GetAssetEventByAssetAlias</c>.</summary>
    ValueTask<IReadOnlyList<AssetEvent>> GetAssetEventsAsync(AssetEventQuery query, CancellationToken cancellationToken);
}
