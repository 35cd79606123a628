using Microsoft.Extensions.Logging;

namespace Airflow.Providers.Standard;

/// <summary>
/// Skips the tasks directly after it unless the run is the latest: now lies in the data interval that follows the run's own. A run that
/// somebody triggered always goes on, and so does one whose interval has no length.
/// </summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.operators.latest_only", UiColor = "#e9ffdb")]
public sealed partial class LatestOnlyOperator(string taskId) : BranchOperator(taskId)
{
    /// <inheritdoc/>
    protected override ValueTask<IReadOnlyCollection<TaskNode>> ChooseAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.RunType is DagRunType.Manual or DagRunType.OperatorTriggered || !context.HasLogicalDate)
        {
            Log.Triggered(context.Logger);
            return ValueTask.FromResult(Choices);
        }

        var (start, end) = (context.DataInterval.Start, context.DataInterval.End);
        var (now, next) = (context.Time.GetUtcNow(), end + (end - start));
        if (start == end || (end < now && now <= next))
        {
            return ValueTask.FromResult(Choices);
        }

        Log.NotLatest(context.Logger, end, next, now);
        return ValueTask.FromResult<IReadOnlyCollection<TaskNode>>([]);
    }

    private static partial class Log
    {
        [LoggerMessage(5211, LogLevel.Information, "The run was triggered; what follows goes on")]
        public static partial void Triggered(ILogger logger);

        [LoggerMessage(5212, LogLevel.Information, "Not the latest run: {Now} is not between {End} and {Next}; what follows is skipped")]
        public static partial void NotLatest(ILogger logger, DateTimeOffset end, DateTimeOffset next, DateTimeOffset now);
    }
}
