using Microsoft.Extensions.Logging;

namespace Airflow.Hosting;

/// <summary>Calls what the author wants to be called around a try. What a callback throws is logged, and changes nothing.</summary>
internal static partial class TaskCallbacks
{
    /// <summary><c>on_execute</c>: the fields are rendered, the task's own code has not run yet.</summary>
    public static Task BeforeAsync(TaskOptions options, TaskContext context) => options.OnExecute is { } callback
        ? CallAsync(callback, Context(context, "on_execute_callback", "", null))
        : Task.CompletedTask;

    /// <summary>Whether this outcome calls something.</summary>
    public static bool IsWanted(Operator task, TaskOutcome outcome, TaskContext context) => Find(task, KindOf(outcome, context)) is not null;

    /// <summary>What follows the try, for hosts that keep no outbox.</summary>
    public static Task AfterAsync(Operator task, TaskOutcome outcome, TaskContext context)
    {
        var kind = KindOf(outcome, context);
        return Find(task, kind) is { } callback ? CallAsync(callback, Context(context, kind, ReasonOf(outcome), (outcome as TaskFailed)?.Exception)) : Task.CompletedTask;
    }

    /// <summary>The callback of a task under Airflow's name of its kind.</summary>
    public static Callback? Find(Operator task, string kind) => kind switch
    {
        "on_success_callback" => task.ResolvedOptions.OnSuccess,
        "on_failure_callback" => task.ResolvedOptions.OnFailure,
        "on_retry_callback" => task.ResolvedOptions.OnRetry,
        "on_skipped_callback" => task.ResolvedOptions.OnSkipped,
        _ => null,
    };

    /// <summary>The callback of a DAG under Airflow's name of its kind.</summary>
    public static Callback? Find(Dag dag, string kind) => kind switch
    {
        "on_success_callback" => dag.OnSuccess,
        "on_failure_callback" => dag.OnFailure,
        _ => null,
    };

    /// <summary>Calls each part of a callback, and tells of each that has been called what it threw.</summary>
    /// <param name="callback">What to call.</param>
    /// <param name="context">What it is told.</param>
    /// <param name="first">The first part that has not been called yet.</param>
    /// <param name="onCalled">Called after each part.</param>
    public static async Task CallAsync(Callback callback, CallbackContext context, int first = 0, Action<Exception?>? onCalled = null)
    {
        for (var index = first; index < callback.Parts.Count; index++)
        {
            Exception? failure = null;
            try
            {
                await callback.Parts[index].InvokeAsync(context);
            }
#pragma warning disable CA1031 // whatever a callback throws, the outcome of the try stays what it is
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = thrown;
                Log.Failed(context.Logger, thrown, index, context.Kind);
            }

            onCalled?.Invoke(failure);
        }
    }

    private static string KindOf(TaskOutcome outcome, TaskContext context) => outcome switch
    {
        TaskSucceeded => "on_success_callback",
        TaskSkipped => "on_skipped_callback",
        TaskFailed { Retryable: true } when context.Details.ShouldRetry => "on_retry_callback",
        TaskFailed => "on_failure_callback",
        _ => "",
    };

    private static string ReasonOf(TaskOutcome outcome) => outcome switch
    {
        TaskFailed failed => failed.Reason,
        TaskSkipped skipped => skipped.Reason ?? "",
        _ => "",
    };

    private static CallbackContext Context(TaskContext task, string kind, string reason, Exception? exception) => new()
    {
        DagId = task.DagId,
        RunId = task.RunId,
        Task = task,
        Kind = kind,
        EventId = $"ti:{task.Details.TaskInstanceId}:{kind}",
        Reason = reason,
        Exception = exception,
        Logger = task.Logger,
        Services = task.Services,
        CancellationToken = task.CancellationToken,
        Host = new TaskContext(Facts(task.Details, reason, exception), task.Host, task.Task, task.CancellationToken),
    };

    /// <summary>The facts of a try as the templates of its notifiers know them.</summary>
    public static TaskRunDetails Facts(TaskRunDetails details, string reason, Exception? exception) => details with
    {
        TemplateVariables = new Dictionary<string, object?>(StringComparer.Ordinal) { ["reason"] = reason, ["exception"] = exception?.Message },
    };

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Error, "Failed to run task callback: number {Index} of {Kind}")]
        public static partial void Failed(ILogger logger, Exception exception, int index, string kind);
    }
}
