using Microsoft.Extensions.Logging;

namespace Airflow.Hosting;

/// <summary>Calls what the author wants to be called around a try. What a callback throws is logged, and changes nothing.</summary>
internal static partial class TaskCallbacks
{
    /// <summary><c>on_execute</c>: the fields are rendered, the task's own code has not run yet.</summary>
    public static Task BeforeAsync(TaskOptions options, TaskContext context) => options.OnExecute is { } callback
        ? CallAsync(callback, "on_execute_callback", context, "", null)
        : Task.CompletedTask;

    /// <summary>Whether this outcome calls something.</summary>
    public static bool IsWanted(Operator task, TaskOutcome outcome, TaskContext context) => After(task, outcome, context).Callback is not null;

    /// <summary>What follows the try; the host has written the outcome to the log by then.</summary>
    public static Task AfterAsync(Operator task, TaskOutcome outcome, TaskContext context)
    {
        if (After(task, outcome, context) is not { Callback: { } callback, Kind: { } kind })
        {
            return Task.CompletedTask;
        }

        return outcome switch
        {
            TaskFailed failed => CallAsync(callback, kind, context, failed.Reason, failed.Exception),
            TaskSkipped skipped => CallAsync(callback, kind, context, skipped.Reason ?? "", null),
            _ => CallAsync(callback, kind, context, "", null),
        };
    }

    private static (Callback? Callback, string Kind) After(Operator task, TaskOutcome outcome, TaskContext context)
    {
        var options = task.ResolvedOptions;
        return outcome switch
        {
            TaskSucceeded => (options.OnSuccess, "on_success_callback"),
            TaskSkipped => (options.OnSkipped, "on_skipped_callback"),
            TaskFailed { Retryable: true } when context.Details.ShouldRetry => (options.OnRetry, "on_retry_callback"),
            TaskFailed => (options.OnFailure, "on_failure_callback"),
            _ => (null, ""),
        };
    }

    private static async Task CallAsync(Callback callback, string kind, TaskContext task, string reason, Exception? exception)
    {
        var context = new CallbackContext
        {
            DagId = task.DagId,
            RunId = task.RunId,
            Task = task,
            Reason = reason,
            Exception = exception,
            Logger = task.Logger,
            Services = task.Services,
            CancellationToken = task.CancellationToken,
        };
        for (var index = 0; index < callback.Parts.Count; index++)
        {
            try
            {
                await callback.Parts[index].InvokeAsync(context);
            }
#pragma warning disable CA1031 // whatever a callback throws, the outcome of the try stays what it is
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                Log.Failed(task.Logger, thrown, kind, index);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Error, "Failed to run task callback: number {Index} of {Kind}")]
        public static partial void Failed(ILogger logger, Exception exception, string kind, int index);
    }
}
