using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Engine.Telemetry;

namespace Airflow.Engine.Scheduling;

/// <summary>Holds a queued or running try against its row: a message that was lost is sent again, a try whose worker is gone is ended.</summary>
internal sealed class TryChecks(SchedulerOptions options, Action<RunBoard> include, Func<RunBoard, TaskSlot, TryOutcome, bool> applyEnd)
{
    /// <summary>No heartbeat could be stored or read until then, so none is missed from before.</summary>
    private DateTimeOffset deafUntil = DateTimeOffset.MinValue;

    /// <summary>
    /// Looks come at short intervals. When one is so late that heartbeats may seem to be missing, the machine slept or the database was
    /// away, and every worker has the whole time again.
    /// </summary>
    public void Look(DateTimeOffset now, TimeSpan late)
    {
        // the last heartbeat before that may be as old as a quarter
        if (late >= options.TaskHeartbeatTimeout * 0.75)
        {
            deafUntil = now;
        }
    }

    public void Check(RunBoard board, TaskSlot slot, TaskInstance row, DateTimeOffset now)
    {
        if (row.State == TaskState.Running && slot.State == TaskState.Queued)
        {
            // claimed by a worker that does not report to this scheduler
            (slot.State, slot.Committed, slot.StartDate, slot.Worker) = (TaskState.Running, TaskState.Running, row.StartDate, (row.Hostname, row.Pid));
        }

        if (row.State != slot.State)
        {
            return;
        }

        if (row.State == TaskState.Queued)
        {
            HandOverAgain(board, slot, row, now);
        }
        else if ((row.LastHeartbeatAt ?? row.StartDate ?? now) + options.TaskHeartbeatTimeout <= now && deafUntil + options.TaskHeartbeatTimeout <= now)
        {
            EndLost(board, slot, now, "no heartbeat from its worker");
        }
    }

    public void EndLost(RunBoard board, TaskSlot slot, DateTimeOffset now, string reason)
    {
        AirflowMetrics.LostTries.Add(1);
        applyEnd(board, slot, new TryOutcome
        {
            State = slot.TryNumber <= slot.MaxTries ? TaskState.UpForRetry : TaskState.Failed,
            EndDate = now,
            ExitCause = new ExitCause("lost", Detail: reason),
            Reason = reason,
        });
    }

    /// <summary>Its message may be lost. The claim is a compare-and-set: a try that was only waiting is started once all the same.</summary>
    private void HandOverAgain(RunBoard board, TaskSlot slot, TaskInstance row, DateTimeOffset now)
    {
        if ((slot.HandedOverAt ?? row.QueuedAt ?? now) + options.TaskQueuedTimeout <= now)
        {
            slot.HandedOverAt = now;
            board.Touch(slot);
            include(board);
        }
    }
}
