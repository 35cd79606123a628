using Microsoft.Extensions.Logging;

namespace Airflow;

/// <summary>Skips tasks after a branch or a short circuit, and leaves the note by which later evaluations skip again.</summary>
internal static partial class DownstreamSkip
{
    /// <summary>Name of the XCom with the note.</summary>
    public const string Key = "skipmixin_key";

    public static async ValueTask AllExceptAsync(Operator task, IReadOnlyCollection<TaskNode> chosen, TaskContext context)
    {
        var graph = task.Dag.Graph;
        var chosenTasks = chosen.SelectMany(graph.EntryTasks).ToHashSet();
        var direct = graph.Downstream(task);
        var wrong = chosenTasks.Where(choice => !direct.Contains(choice)).Select(choice => choice.Id).ToList();
        if (wrong.Count > 0)
        {
            throw new TaskFailedException(
                retryable: false,
                $"Branch '{task.Id}' chose {string.Join(", ", wrong)}, which does not come directly after it; those that do: {string.Join(", ", direct.Select(next => next.Id))}.");
        }

        var kept = chosenTasks.Concat(chosenTasks.SelectMany(graph.AllDownstream)).ToHashSet();
        var skipped = direct.Where(next => !kept.Contains(next)).Select(next => next.Id).ToList();
        string[] followed = [.. direct.Where(chosenTasks.Contains).Select(next => next.Id)];
        await LeaveNoteAsync(context, new Dictionary<string, string[]>(StringComparer.Ordinal) { ["followed"] = followed });
        await SkipAsync(skipped, context);
    }

    public static async ValueTask AllAfterAsync(Operator task, bool ignoreTriggerRules, TaskContext context)
    {
        var graph = task.Dag.Graph;
        IEnumerable<Operator> after = ignoreTriggerRules ? graph.AllDownstream(task) : graph.Downstream(task);
        string[] skipped = [.. after.Where(next => !next.IsTeardown).Select(next => next.Id)];
        await LeaveNoteAsync(context, new Dictionary<string, string[]>(StringComparer.Ordinal) { ["skipped"] = skipped });
        await SkipAsync(skipped, context);
    }

    private static async ValueTask LeaveNoteAsync(TaskContext context, Dictionary<string, string[]> note) =>
        await context.XCom.PushAsync(Key, note);

    private static async ValueTask SkipAsync(IReadOnlyList<string> taskIds, TaskContext context)
    {
        if (taskIds.Count > 0)
        {
            Log.Skipping(context.Logger, taskIds);
            await context.Backend.SkipDownstreamTasksAsync(taskIds, context.CancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "Skipping {TaskIds}")]
        public static partial void Skipping(ILogger logger, IReadOnlyList<string> taskIds);
    }
}
