using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Memory;

/// <summary>What a change makes of a task instance's row.</summary>
internal static class TaskRows
{
    public static TaskInstance After(TaskInstance row, TaskChange change) => change switch
    {
        TaskReady ready => row with
        {
            State = ready.To,
            TryNumber = ready.TryNumber,
            ScheduledAt = row.State == TaskState.Scheduled ? row.ScheduledAt : ready.At,
            QueuedAt = ready.To == TaskState.Queued ? ready.At : row.QueuedAt,
            QueuedByJobId = ready.QueuedByJobId ?? row.QueuedByJobId,
            PriorityWeight = ready.PriorityWeight ?? row.PriorityWeight,
        },
        TaskClaim claim => row with
        {
            State = TaskState.Running,
            StartDate = row is { RescheduleDate: null, NextMethod: null } ? claim.At : row.StartDate ?? claim.At,
            EndDate = null,
            Duration = null,
            Hostname = claim.Hostname,
            UnixName = claim.UnixName,
            Pid = claim.Pid,
            Executor = claim.Executor,
            LastHeartbeatAt = claim.At,
        },
        TaskEnd end => Ended(row, end),
        TaskSettle settle => row with
        {
            State = settle.To,
            TryNumber = settle.TryNumber ?? row.TryNumber,
            StartDate = row.StartDate ?? settle.At,
            EndDate = settle.At,
            Duration = row.Duration ?? 0,
        },
        TaskMark mark => Marked(row, mark),
        TaskResume resume => row with
        {
            State = TaskState.Scheduled,
            ScheduledAt = resume.At,
            QueuedAt = null,
            NextMethod = resume.NextMethod ?? row.NextMethod,
            NextKwargs = resume.NextKwargs,
            TriggerId = null,
            TriggerTimeout = null,
        },
        TaskRestart => row with { State = TaskState.Restarting },
        TaskClear clear => row with
        {
            Id = clear.NewId ?? row.Id,
            State = TaskState.None,
            MaxTries = clear.MaxTries,
            DagVersionId = clear.DagVersionId ?? row.DagVersionId,
        },
        _ => throw new InvalidOperationException($"There is no row rule for {change.GetType().Name}."),
    };

    private static TaskInstance Ended(TaskInstance row, TaskEnd end) => end.Suspension is { } suspension
        ? row with
        {
            State = end.To,
            NextMethod = suspension.NextMethod,
            NextKwargs = suspension.NextKwargs,
            TriggerTimeout = suspension.Timeout,
            RenderedMapIndex = end.RenderedMapIndex ?? row.RenderedMapIndex,
        }
        : row with
        {
            Id = end.NewId ?? row.Id,
            State = end.To,
            EndDate = end.At,
            Duration = row.StartDate is { } start ? (end.At - start).TotalSeconds : null,
            MaxTries = end.MaxTries ?? row.MaxTries,
            ExitCause = end.ExitCause is null ? null : JsonSerializer.Serialize(end.ExitCause),
            RetryReason = end.Reason,
            RetryDelayOverride = end.RetryDelayOverride,
            RescheduleDate = end.RescheduleDate,
            RenderedMapIndex = end.RenderedMapIndex ?? row.RenderedMapIndex,
            NextMethod = null,
            NextKwargs = null,
            TriggerId = null,
            TriggerTimeout = null,
        };

    private static TaskInstance Marked(TaskInstance row, TaskMark mark) => row with
    {
        State = mark.To,
        StartDate = row.StartDate ?? mark.At,
        EndDate = row.EndDate ?? mark.At,
        Duration = row.Duration ?? 0,
        RetryReason = mark.Reason,
        ExitCause = null,
        RetryDelayOverride = null,
        RescheduleDate = null,
        NextMethod = null,
        NextKwargs = null,
        TriggerId = null,
        TriggerTimeout = null,
    };
}
