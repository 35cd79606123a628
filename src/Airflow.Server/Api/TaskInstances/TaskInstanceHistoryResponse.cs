using Airflow.Engine.Dags;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>A try of a task instance.</summary>
internal sealed record TaskInstanceHistoryResponse(
    string TaskId,
    string DagId,
    string DagRunId,
    int MapIndex,
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
    DagVersionResponse? DagVersion)
{
    public static TaskInstanceHistoryResponse Of(ApiCall call, TaskInstance task, DagVersionRecord? version, string? dagDisplayName) => new(
        task.Key.TaskId,
        task.Key.DagId,
        task.Key.RunId,
        task.Key.MapIndex,
        task.StartDate,
        task.EndDate,
        task.Duration,
        task.State == TaskState.None ? null : task.State,
        task.TryNumber,
        task.MaxTries,
        task.TaskDisplayName ?? task.Key.TaskId,
        dagDisplayName ?? task.Key.DagId,
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
        TaskInstanceResponse.Asked(call, task.Executor),
        "{}",
        version is null ? null : DagVersionResponse.Of(version, dagDisplayName));
}
