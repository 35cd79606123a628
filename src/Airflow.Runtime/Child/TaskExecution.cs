using System.Text.Json;
using Airflow.Engine.MessagePack;
using Airflow.Hosting;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Runs one try and says what became of it, in the protocol's words.</summary>
internal sealed class TaskExecution(IHostRequests host, ChildLog log, ITemplateRenderer templates, string bundleRoot, TimeProvider time)
{
    private const string LoggerName = "task";
    private const string FailMethod = "__fail__";
    private const int MaxReason = 1000;

    /// <summary>Why the try failed or was skipped; null when it did neither.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether user code is still at work.</summary>
    public bool IsStillRunning { get; private set; }

    /// <summary>Whether memory ran out; then nobody knows what else in the process is broken.</summary>
    public bool IsOutOfMemory { get; private set; }

    /// <summary>What was thrown, if the task has a callback that wants to know; the callback runs later, and maybe elsewhere.</summary>
    public ErrorInfo? Error { get; private set; }

    /// <summary>The terminal message of the try. A cancellation from outside passes through as an exception.</summary>
    public async Task<FrameMessage> RunAsync(StartupDetails startup, Func<StartupDetails, Operator> find, CancellationToken cancellationToken)
    {
        foreach (var key in startup.TiContext.XComKeysToClear)
        {
            host.Ask(new DeleteXCom { DagId = startup.Ti.DagId, RunId = startup.Ti.RunId, TaskId = startup.Ti.TaskId, MapIndex = startup.Ti.MapIndex, Key = key });
        }
        if (Find(startup, find) is not { } task)
        {
            return Failure(startup, retryable: true, retryDelay: null, renderedMapIndex: null);
        }
        var backend = new FrameTaskBackend(host, startup);
        var taskHost = new TaskHost(backend) { Logger = new TaskLogger(log, LoggerName), Templates = templates, Time = time };
        var context = new TaskContext(StartupFacts.Details(startup, bundleRoot), taskHost, task, cancellationToken);
        var outcome = startup.TiContext.NextMethod == FailMethod ? TaskOutcome.Failed(TriggerError(startup)) : await TaskRunner.RunAsync(task, context);
        Error = outcome is TaskFailed { Exception: { } thrown } && TaskCallbacks.IsWanted(task, outcome, context) ? ExceptionCopy.Take(thrown) : null;
        return Terminal(outcome, startup, task, context, backend.RenderedMapIndex);
    }

    /// <summary>Why a trigger has the try fail instead of going on.</summary>
    private static string TriggerError(StartupDetails startup) =>
        StartupFacts.Map(startup.TiContext.NextKwargs).TryGetValue("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString()! : "The trigger failed";

    private Operator? Find(StartupDetails startup, Func<StartupDetails, Operator> find)
    {
        try
        {
            return find(startup);
        }
#pragma warning disable CA1031 // loading runs the user's top-level code, which may throw anything
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Note(exception.Message);
            log.Write(LogLevel.Error, LoggerName, "The DAG could not be loaded", exception);
            return null;
        }
    }

    private FrameMessage Terminal(TaskOutcome outcome, StartupDetails startup, Operator task, TaskContext context, string? renderedMapIndex)
    {
        var now = time.GetUtcNow();
        switch (outcome)
        {
            case TaskSkipped skipped:
                Note(skipped.Reason ?? "");
                log.Write(LogLevel.Information, LoggerName, $"The task is skipped: {skipped.Reason ?? "no reason given"}");
                return new TaskState { State = "skipped", EndDate = now, RenderedMapIndex = renderedMapIndex };
            case TaskRescheduled rescheduled:
                return new RescheduleTask { RescheduleDate = rescheduled.At, EndDate = now };
            case TaskDeferred deferred:
                return Defer(deferred, startup, renderedMapIndex);
            case TaskAwaitingInput waiting:
                return AwaitInput(waiting, startup, renderedMapIndex);
            case TaskFailed failed:
                Note(failed.RetryReason is { } why && failed.Retryable && startup.TiContext.ShouldRetry ? why : failed.Reason);
                IsStillRunning = failed.StillRunning;
                IsOutOfMemory = failed.Exception is OutOfMemoryException;
                // an exception tells its own message; a reason that says something else (out of time) must be said, too
                log.Write(
                    LogLevel.Error, LoggerName, failed.Exception?.Message == failed.Reason ? "Task failed with exception" : $"Task failed: {failed.Reason}", failed.Exception);
                return Failure(startup, failed.Retryable, failed.RetryDelay, renderedMapIndex);
            default:
                return new SucceedTask
                {
                    EndDate = now,
                    TaskOutlets = Outlets(task),
                    OutletEvents = [.. context.OutletEvents.All.Select(Event)],
                    RenderedMapIndex = renderedMapIndex,
                };
        }
    }

    private FrameMessage Defer(TaskDeferred deferred, StartupDetails startup, string? renderedMapIndex)
    {
        try
        {
            var arguments = FrameValue.FromJson(JsonSerializer.Serialize(deferred.Trigger.Arguments));
            log.Write(LogLevel.Information, LoggerName, $"The task waits for {deferred.Trigger}");
            return new DeferTask
            {
                Classpath = deferred.Trigger.Classpath,
                TriggerKwargs = arguments,
                TriggerTimeout = deferred.Timeout,
                NextMethod = "execute",
                NextKwargs = FrameValue.EmptyMap,
                RenderedMapIndex = renderedMapIndex,
            };
        }
        catch (InvalidOperationException exception)
        {
            Note(exception.Message);
            log.Write(LogLevel.Error, LoggerName, "The task cannot wait", exception);
            return Failure(startup, retryable: true, null, renderedMapIndex);
        }
    }

    /// <summary>Asks first: a try that waits for an answer to nothing would wait for ever.</summary>
    private FrameMessage AwaitInput(TaskAwaitingInput waiting, StartupDetails startup, string? renderedMapIndex)
    {
        if (host.Ask(HumanQuestions.Of(startup, waiting.Question)) is ErrorResponse error)
        {
            Note($"The question could not be asked: {error.Error}: {error.Detail.ToJson()}");
            log.Write(LogLevel.Error, LoggerName, Reason!);
            return Failure(startup, retryable: true, retryDelay: null, renderedMapIndex);
        }

        log.Write(LogLevel.Information, LoggerName, $"The task waits for an answer to: {waiting.Question.Subject}");
        return new AwaitInputTask { Timeout = waiting.Timeout, NextMethod = "execute", NextKwargs = FrameValue.EmptyMap, RenderedMapIndex = renderedMapIndex };
    }

    private FrameMessage Failure(StartupDetails startup, bool retryable, TimeSpan? retryDelay, string? renderedMapIndex) =>
        retryable && startup.TiContext.ShouldRetry
            ? new RetryTask { EndDate = time.GetUtcNow(), RetryDelaySeconds = retryDelay?.TotalSeconds, RetryReason = Reason, RenderedMapIndex = renderedMapIndex }
            : new TaskState { State = "failed", EndDate = time.GetUtcNow(), RenderedMapIndex = renderedMapIndex };

    private void Note(string reason)
    {
        var line = reason.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        Reason = line.Length <= MaxReason ? line.ToString() : $"{line[..MaxReason]}…";
    }

    private static IReadOnlyList<AssetProfile> Outlets(Operator task) => [.. (task.ResolvedOptions.Outlets ?? []).Select(outlet => outlet switch
    {
        Asset asset => new AssetProfile { Name = asset.Name, Uri = asset.Uri, Type = "Asset" },
        AssetAlias alias => new AssetProfile { Name = alias.Name, Type = "AssetAlias" },
        AssetRef { Name: { } name } => new AssetProfile { Name = name, Type = "AssetNameRef" },
        AssetRef reference => new AssetProfile { Uri = reference.Uri, Type = "AssetUriRef" },
        _ => throw new InvalidOperationException($"Task '{task.Id}' has an outlet that is no asset: {outlet}."),
    })];

    private static FrameValue Event(OutletEvent item)
    {
        using var writer = new MessagePackWriter();
        writer.WriteMapHeader(item.Alias is null ? 2 : 3);
        if (item.Alias is { } alias)
        {
            writer.WriteText("source_alias_name");
            writer.WriteText(alias.Name);
        }
        writer.WriteText("dest_asset_key");
        writer.WriteMapHeader(2);
        writer.WriteText("name");
        writer.WriteText(item.Asset.Name);
        writer.WriteText("uri");
        writer.WriteText(item.Asset.Uri);
        writer.WriteText("extra");
        writer.WriteMapHeader(item.Extra.Count);
        foreach (var (name, value) in item.Extra)
        {
            writer.WriteText(name);
            writer.WriteRaw(FrameValue.FromJson(value).MessagePack);
        }
        return new FrameValue(writer.Written.ToArray());
    }
}
