using Airflow.Engine.Tasks;
using Airflow.Server.Api.DagVersions;
using Airflow.Server.Api.Jobs;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>A task instance.</summary>
internal sealed record TaskInstanceResponse(
    Guid Id,
    string TaskId,
    string DagId,
    string DagRunId,
    int MapIndex,
    DateTimeOffset? LogicalDate,
    DateTimeOffset RunAfter,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    double? Duration,
    TaskState? State,
    int TryNumber,
    int MaxTries,
    string TaskDisplayName,
    string DagDisplayName,
    string? Hostname,
    string? Unixname,
    string Pool,
    int PoolSlots,
    string? Queue,
    int? PriorityWeight,
    string? Operator,
    string? OperatorName,
    DateTimeOffset? QueuedWhen,
    DateTimeOffset? ScheduledWhen,
    int? Pid,
    string? Executor,
    string ExecutorConfig,
    string? Note,
    string? RenderedMapIndex,
    RawJson RenderedFields,
    TriggerResponse? Trigger,
    JobResponse? TriggererJob,
    DagVersionResponse? DagVersion)
{
    public static TaskInstanceResponse Of(ApiCall call, ListedTask listed)
    {
        var task = listed.Task;
        var (dagId, runId, taskId, mapIndex) = task.Key;
        return new(
            task.Id,
            taskId,
            dagId,
            runId,
            mapIndex,
            listed.LogicalDate,
            listed.RunAfter ?? default,
            task.StartDate,
            task.EndDate,
            task.Duration,
            task.State == TaskState.None ? null : task.State,
            task.TryNumber,
            task.MaxTries,
            task.TaskDisplayName ?? taskId,
            listed.DagDisplayName ?? dagId,
            task.Hostname,
            task.UnixName,
            task.Pool,
            task.PoolSlots,
            task.Queue,
            task.PriorityWeight,
            task.Operator,
            task.CustomOperatorName ?? task.Operator,
            task.QueuedAt,
            task.ScheduledAt,
            task.Pid,
            Asked(call, task.Executor),
            "{}",
            listed.Note,
            task.RenderedMapIndex ?? (mapIndex < 0 ? null : mapIndex.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new RawJson(listed.RenderedFields ?? RenderedArguments.Of(call, listed)),
            listed.Trigger is { } trigger ? TriggerResponse.Of(trigger) : null,
            listed.Trigger?.Triggerer is { } job ? JobResponse.Of(job) : null,
            listed.Version is { } version ? DagVersionResponse.Of(version, listed.DagDisplayName) : null);
    }

    /// <summary>The executor that a task asks for; who runs the others is no matter of theirs.</summary>
    public static string? Asked(ApiCall call, string? executor) =>
        executor is null || call.Services.Executor.Contains(executor, StringComparison.Ordinal) ? null : executor;
}
