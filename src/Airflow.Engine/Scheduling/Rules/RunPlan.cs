using Airflow.Engine.Runs;

namespace Airflow.Engine.Scheduling.Rules;

/// <summary>The instances that a new run gets.</summary>
public static class RunPlan
{
    /// <summary>One instance for each task that is active at the logical date, or its mapped instances where their number is known; a
    /// backfill takes tasks whatever their dates.</summary>
    public static IEnumerable<(string TaskId, int MapIndex)> Instances(IEnumerable<PlannedTask> tasks, RunType type, DateTimeOffset? logicalDate) => tasks
        .Where(task => type == RunType.Backfill || !(logicalDate < task.StartDate || logicalDate > task.EndDate))
        .SelectMany(task => task.MapLength is > 0
            ? Enumerable.Range(0, task.MapLength.Value).Select(index => (task.TaskId, index))
            : [(task.TaskId, -1)]);
}
