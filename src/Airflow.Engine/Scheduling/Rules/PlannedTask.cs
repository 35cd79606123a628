namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What decides whether a new run gets instances of a task, and how many.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="StartDate">Its start, within that of the DAG.</param>
/// <param name="EndDate">Its end, within that of the DAG.</param>
/// <param name="MapLength">How many instances a mapped task has when that is known from the DAG alone; null when it is not mapped, or only
/// its run will tell.</param>
public sealed record PlannedTask(string TaskId, DateTimeOffset? StartDate, DateTimeOffset? EndDate, int? MapLength);
