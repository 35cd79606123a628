namespace Airflow.Engine.Tasks;

/// <summary>The states of a task instance; <see cref="None"/> is Airflow's "no status" (SQL NULL).</summary>
public enum TaskState
{
    None,
    Removed,
    Scheduled,
    Queued,
    Running,
    Success,
    Restarting,
    Failed,
    UpForRetry,
    UpForReschedule,
    UpstreamFailed,
    Skipped,
    Deferred,
    AwaitingInput,
}
