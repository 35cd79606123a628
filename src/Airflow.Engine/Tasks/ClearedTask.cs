namespace Airflow.Engine.Tasks;

/// <summary>What clearing makes of an instance.</summary>
/// <param name="State">No status; restarting while a try is running, which is ended first.</param>
/// <param name="MaxTries">So many tries are there now: those made, and the task's retries again.</param>
/// <param name="IsNewTry">The instance gets a new id, so that the old try cannot report any more.</param>
public readonly record struct ClearedTask(TaskState State, int MaxTries, bool IsNewTry)
{
    /// <summary>Clears an instance.</summary>
    /// <param name="from">Its state.</param>
    /// <param name="tryNumber">Tries made.</param>
    /// <param name="maxTries">Tries it had.</param>
    /// <param name="retries">The task's retries; null when the task has left the DAG.</param>
    public static ClearedTask Of(TaskState from, int tryNumber, int maxTries, int? retries) => from == TaskState.Running
        ? new ClearedTask(TaskState.Restarting, maxTries, false)
        : new ClearedTask(TaskState.None, retries is { } more ? tryNumber + more : Math.Max(maxTries, tryNumber), true);
}
