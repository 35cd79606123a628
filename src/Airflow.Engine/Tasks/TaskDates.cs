namespace Airflow.Engine.Tasks;

/// <summary>The start and end dates of a task instance.</summary>
public readonly record struct TaskDates(DateTimeOffset? StartDate, DateTimeOffset? EndDate)
{
    /// <summary>The dates once the state has changed: dates that are there are kept, an end belongs to states that end a try.</summary>
    public TaskDates After(TaskState from, TaskState to, DateTimeOffset now) => from == to
        ? this
        : new TaskDates(StartDate ?? now, to.IsFinished() || to == TaskState.UpForRetry ? EndDate ?? now : EndDate);
}
