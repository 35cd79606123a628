using System.Text.Json.Nodes;
using System.Threading.Channels;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Secrets;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Triggers;

/// <summary>
/// Runs the triggers of deferred tries, so many at once, and has the tries go on when theirs fire. Of several triggerers each trigger has one;
/// those of one that died are taken over.
/// </summary>
public sealed partial class TriggerRunner(
    ITriggerStore store, IStateWriter writer, IWakeSignal wake, ISecretCipher cipher, TriggerRunnerOptions options, TimeProvider clock, ILogger<TriggerRunner> logger)
{
    private const string FailMethod = "__fail__";
    private readonly Dictionary<long, RunningTrigger> running = [];
    private readonly HashSet<long> unknown = [];

    // room for one: what happens while it looks is seen at the next look
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Runs triggers that are code of DAG files; null: those are left to others.</summary>
    public ICodeTriggers? Code { get; init; }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = clock.CreateTimer(_ => Look(), null, options.Interval, options.Interval);
        try
        {
            do
            {
                await RunOnceAsync(cancellationToken);
            }
            while (await looks.Reader.ReadAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopping(logger, running.Count);
        }
        finally
        {
            RunningTrigger[] left = [.. running.Values];
            await Task.WhenAll(left.Select(StopAsync));
        }
    }

    /// <summary>Takes what is new, ends what is no longer wanted, and has go on what fired; answers how many run.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var listed = await store.ListAsync(options.TriggererId, clock.GetUtcNow() - options.Silence, options.Capacity * 2, cancellationToken);
            var wanted = listed.Where(trigger => trigger.TriggererId == options.TriggererId).Select(trigger => trigger.Id).ToHashSet();
            foreach (var gone in running.Values.Where(one => !wanted.Contains(one.Trigger.Id)).ToList())
            {
                await StopAsync(gone);
            }

            await TakeAsync(listed, cancellationToken);
            await SettleAsync(cancellationToken);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.TryingAgain(logger, exception.Message);
        }

        var tag = new KeyValuePair<string, object?>("hostname", options.Hostname);
        AirflowMetrics.TriggersRunning.Record(running.Count, tag);
        AirflowMetrics.TriggererCapacityLeft.Record(options.Capacity - running.Count, tag);
        return running.Count;
    }

    private async Task TakeAsync(IReadOnlyList<StoredTrigger> listed, CancellationToken cancellationToken)
    {
        foreach (var trigger in listed)
        {
            if (running.Count >= options.Capacity)
            {
                return;
            }

            if (running.ContainsKey(trigger.Id))
            {
                continue;
            }

            if (!IsKnown(trigger))
            {
                if (unknown.Add(trigger.Id))
                {
                    Log.Unknown(logger, trigger.Id, trigger.Classpath);
                }

                continue;
            }

            if (await store.ClaimAsync(trigger, options.TriggererId, cancellationToken))
            {
                var stop = new CancellationTokenSource();
                var work = StartAsync(trigger, cipher.Decrypt(trigger.Kwargs), stop.Token);
                running[trigger.Id] = new RunningTrigger(trigger, work, stop);

                // what fires is not to wait for the next look
                _ = work.ContinueWith(_ => Look(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private bool IsKnown(StoredTrigger trigger) => IsCode(trigger) ? Code is not null : TriggerCatalog.Knows(trigger.Classpath);

    private Task<JsonNode?> StartAsync(StoredTrigger trigger, string arguments, CancellationToken cancellationToken) => IsCode(trigger)
        ? Code!.RunAsync(trigger, arguments, cancellationToken)
        : TriggerCatalog.RunAsync(trigger.Classpath, arguments, clock, cancellationToken);

    private static bool IsCode(StoredTrigger trigger) => trigger.Classpath.StartsWith(CustomTrigger.Prefix, StringComparison.Ordinal);

    private void Look() => looks.Writer.TryWrite(true);

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var one in running.Values.ToList())
        {
            var change = one.Work.IsCompletedSuccessfully ? GoOn(one.Trigger, await one.Work, now)
                : one.Work.IsCompleted ? Fail(one.Trigger, one.Work.Exception?.InnerException?.Message ?? "it was cancelled", now)
                : one.Trigger.Timeout <= now ? Fail(one.Trigger, "Trigger timeout", now)
                : null;
            if (change is not null)
            {
                await writer.WriteAsync(change, cancellationToken);
                (change.Tasks[0] is TaskResume { NextMethod: null } ? AirflowMetrics.TriggersSucceeded : AirflowMetrics.TriggersFailed).Add(1);
                wake.Wake("runs");
                await StopAsync(one);
            }
        }
    }

    private static StateChange GoOn(StoredTrigger trigger, JsonNode? payload, DateTimeOffset now)
    {
        var arguments = trigger.NextKwargs is { Length: > 0 } json && JsonNode.Parse(json) is JsonObject stored ? stored : [];
        (arguments["__var"] as JsonObject ?? arguments)["event"] = payload;
        return Resume(trigger, null, arguments.ToJsonString(), now);
    }

    private static StateChange Fail(StoredTrigger trigger, string error, DateTimeOffset now) =>
        Resume(trigger, FailMethod, new JsonObject { ["error"] = error }.ToJsonString(), now);

    /// <summary>Whoever holds the run reads it anew, and finds the try ready.</summary>
    private static StateChange Resume(StoredTrigger trigger, string? method, string arguments, DateTimeOffset now) => new()
    {
        Tasks = [new TaskResume(trigger.TaskInstanceId, trigger.Pool, trigger.PoolSlots) { At = now, TriggerId = trigger.Id, NextMethod = method, NextKwargs = arguments }],
        BrokenLeases = [trigger.RunId],
    };

    private async Task StopAsync(RunningTrigger one)
    {
        running.Remove(one.Trigger.Id);
        await one.Stop.CancelAsync();
        await ((Task)one.Work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        one.Stop.Dispose();
    }

    private sealed record RunningTrigger(StoredTrigger Trigger, Task<JsonNode?> Work, CancellationTokenSource Stop);

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "The triggerer stops; {Count} triggers go on elsewhere, or when it is back")]
        public static partial void Stopping(ILogger logger, int count);

        [LoggerMessage(1902, LogLevel.Warning, "The database cannot be used; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(1903, LogLevel.Error, "Trigger {Id} is of class {Classpath}, which this release does not run; its task waits until it is cleared or its time is up")]
        public static partial void Unknown(ILogger logger, long id, string classpath);
    }
}
