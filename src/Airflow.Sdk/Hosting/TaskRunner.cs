using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Airflow.Hosting;

/// <summary>One try of a task from the rendering of its fields to its outcome; the same in the task runtime and in tests.</summary>
internal static partial class TaskRunner
{
    /// <summary>How long a try that ran out of time may take to notice it before its outcome is decided without it.</summary>
    public static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the try. What the task throws becomes its outcome; only a cancellation from outside passes through as an exception.
    /// The result has been pushed when this returns, so the outcome's value need not be stored again.
    /// </summary>
    public static async Task<TaskOutcome> RunAsync(Operator task, TaskRunDetails details, TaskHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var context = new TaskContext(details, host, task, cancellationToken);
        return await RunAsync(task, context);
    }

    public static async Task<TaskOutcome> RunAsync(Operator task, TaskContext context)
    {
        var outcome = await TryAsync(task, context);
        return outcome is TaskFailed { Retryable: true, Exception: { } exception } failed && task.ResolvedOptions.RetryPolicy is { } policy
            ? AskPolicy(policy, failed, exception, context)
            : outcome;
    }

    private static TaskFailed AskPolicy(RetryPolicy policy, TaskFailed failed, Exception exception, TaskContext context)
    {
        try
        {
            return policy.Apply(failed, exception, context);
        }
#pragma warning disable CA1031 // the edge of the user's code: a policy that fails has no say
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            Log.PolicyFailed(context.Logger, thrown, context.TaskId);
            return failed;
        }
    }

    private static async Task<TaskOutcome> TryAsync(Operator task, TaskContext context)
    {
        try
        {
            var options = task.ResolvedOptions;
            var runnable = await task.BindAsync(context);
            await TemplateRendering.RenderAsync(task, runnable, context);
            await CheckAssetsAsync(options, context);
            await TaskCallbacks.BeforeAsync(options, context);
            context.CancellationToken.ThrowIfCancellationRequested();
            CheckConditions(options, context);
            var outcome = await ExecuteAsync(runnable, options.ExecutionTimeout, context);
            if (outcome is TaskSucceeded success)
            {
                await XComPush.PushAsync(task, success, context);
            }

            return outcome;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the edge of the user's code: whatever it throws is what became of the try
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return OutcomeOf(exception, context);
        }
    }

    /// <summary>What an exception of a task's code means.</summary>
    public static TaskOutcome OutcomeOf(Exception exception, TaskContext context) => exception switch
    {
        TaskSkippedException skipped => new TaskSkipped(skipped.Message),
        TaskRescheduleException reschedule => new TaskRescheduled(
            reschedule.At == DateTimeOffset.MinValue ? context.Time.GetUtcNow() : reschedule.At),
        TaskFailedException failed => new TaskFailed(failed.Message, failed) { Retryable = failed.Retryable, RetryDelay = failed.RetryDelay },
        _ => new TaskFailed(exception.Message, exception),
    };

    private static async Task<TaskOutcome> ExecuteAsync(Operator task, TimeSpan? timeout, TaskContext context)
    {
        if (timeout is not { } limit)
        {
            return await task.ExecuteAsync(context);
        }

        using var timer = new CancellationTokenSource(limit, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.CancellationToken);
        var inner = context.With(either.Token);
        var message = string.Create(CultureInfo.InvariantCulture, $"Task '{context.TaskId}' ran longer than its execution_timeout of {limit}.");

        // code that never awaits would keep this thread, and with it the time-out, waiting
        var work = Task.Run(async () => await task.ExecuteAsync(inner), CancellationToken.None);
        try
        {
            return await work.WaitAsync(limit + TimeoutGrace, context.Time, context.CancellationToken);
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            return new TaskFailed(message, exception);
        }
        catch (TimeoutException exception) when (!work.IsFaulted)
        {
            return new TaskFailed(message, exception) { StillRunning = !work.IsCompleted };
        }
    }

    private static void CheckConditions(TaskOptions options, TaskContext context)
    {
        if (options.RunIf?.Invoke(context) == false)
        {
            throw new TaskSkippedException("skipped: RunIf says no");
        }

        if (options.SkipIf?.Invoke(context) == true)
        {
            throw new TaskSkippedException("skipped: SkipIf says yes");
        }
    }

    private static async ValueTask CheckAssetsAsync(TaskOptions options, TaskContext context)
    {
        if ((options.Inlets?.Count ?? 0) + (options.Outlets?.Count ?? 0) == 0)
        {
            return;
        }

        var inactive = await context.Backend.ValidateInletsAndOutletsAsync(context.CancellationToken);
        if (inactive.Count > 0)
        {
            throw new InvalidOperationException(
                $"Task '{context.TaskId}' has inlets or outlets that are not active: {string.Join(", ", inactive.Select(asset => $"{asset.Name} ({asset.Uri})"))}. Another asset has the same name or URI.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Error, "The retry policy of task {TaskId} failed; its retries and retry delay decide")]
        public static partial void PolicyFailed(ILogger logger, Exception exception, string taskId);
    }
}
