namespace Airflow.Engine.Callbacks;

/// <summary>Why a run ended, in Airflow's words.</summary>
public static class RunEndReason
{
    public const string Success = "success";
    public const string TaskFailure = "task_failure";
    public const string Deadlock = "all_tasks_deadlocked";
    public const string TimedOut = "timed_out";
}
