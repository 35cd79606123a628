using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Airflow.Engine.Triggers;
using Airflow.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Testing.Local;

/// <summary>Waits for what a task is deferred to, where no triggerer does it: in this process, while the task keeps its slot.</summary>
internal static class LocalTrigger
{
    /// <summary>The event that it fires with, or why it does not.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "whatever the trigger's code throws fails the task")]
    public static async Task<(JsonElement? Event, TaskOutcome? Failure)> WaitAsync(
        TaskDeferred deferred, TaskRunDetails task, ILogger logger, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var arguments = JsonSerializer.SerializeToElement(deferred.Trigger.Arguments);
            var work = deferred.Trigger is CustomTrigger
                ? RunAsync(deferred.Trigger.GetType(), arguments, Context(task, logger, clock, stop.Token))
                : RunAsync(deferred.Trigger.Classpath, arguments, clock, stop.Token);
            return (await work.WaitAsync(deferred.Timeout ?? Timeout.InfiniteTimeSpan, clock, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException) when (deferred.Timeout is not null)
        {
            await stop.CancelAsync();
            return (null, TaskOutcome.Failed("Trigger timeout"));
        }
        catch (Exception exception)
        {
            return (null, TaskOutcome.Failed($"The trigger {deferred.Trigger.GetType().Name} failed: {exception.Message}"));
        }
    }

    /// <summary>From its stored arguments, as a triggerer makes it.</summary>
    private static async Task<JsonElement> RunAsync(Type type, JsonElement arguments, TriggerContext context) =>
        XComJson.ToElement(await CustomTrigger.Restore(type, arguments).RunAsync(context), typeof(object));

    private static async Task<JsonElement> RunAsync(string classpath, JsonElement arguments, TimeProvider clock, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement(await TriggerCatalog.RunAsync(classpath, arguments.GetRawText(), clock, cancellationToken));

    private static TriggerContext Context(TaskRunDetails task, ILogger logger, TimeProvider clock, CancellationToken cancellationToken) => new()
    {
        DagId = task.DagId,
        RunId = task.RunId,
        TaskId = task.TaskId,
        MapIndex = task.MapIndex,
        Logger = logger,
        Time = clock,
        CancellationToken = cancellationToken,
    };
}
