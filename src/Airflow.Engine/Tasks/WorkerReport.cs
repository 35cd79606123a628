namespace Airflow.Engine.Tasks;

/// <summary>The answer to a worker that starts an instance or reports how its try has gone.</summary>
/// <param name="Status">The HTTP status: 200 nothing changes, 204 done, 409 the state does not allow it, 422 not a state to report.</param>
/// <param name="State">The state after it; none when it was refused.</param>
/// <param name="EndsTry">The end date is set.</param>
/// <param name="IsNewTry">The instance gets a new id.</param>
public readonly record struct WorkerReport(int Status, TaskState State = TaskState.None, bool EndsTry = false, bool IsNewTry = false)
{
    /// <summary>A start; the same worker may ask again when it did not get the answer.</summary>
    public static WorkerReport Start(TaskState from, bool isSameClient) =>
        TaskTransitions.IsLegal(TaskStep.Start, from, TaskState.Running) || (from == TaskState.Running && isSameClient)
            ? new WorkerReport(200, TaskState.Running)
            : new WorkerReport(409);

    /// <summary>A report of the state that the try has come to.</summary>
    public static WorkerReport Of(TaskState from, TaskState to)
    {
        if (to == TaskState.Running)
        {
            return new WorkerReport(422);
        }
        if (from == to)
        {
            return new WorkerReport(200, from, EndsTry: from.IsFinished() || from is TaskState.UpForRetry or TaskState.UpForReschedule);
        }
        if (from != TaskState.Running)
        {
            return new WorkerReport(409);
        }
        // A worker that reports what is not its to choose has gone wrong: the try fails.
        var state = TaskTransitions.IsLegal(TaskStep.Report, from, to) ? to : TaskState.Failed;
        return new WorkerReport(204, state, state is not (TaskState.Deferred or TaskState.AwaitingInput), state == TaskState.UpForRetry);
    }
}
