using System.Collections.Concurrent;
using System.Threading.Channels;
using Airflow.Engine.Coordination;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Callbacks;

/// <summary>
/// Takes events from the outbox and has their callbacks run. An event is claimed, run, and stored as done; a claim whose holder died is
/// taken by another holder, an event that is done never again.
/// </summary>
public sealed partial class CallbackDispatcher(
    ICallbackStore store, ICallbackRunner runner, CallbackOptions options, TimeProvider clock, ILogger<CallbackDispatcher> logger)
{
    // one waiting signal says as much as many
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    /// <summary>By number: an event may come back while its callbacks still run.</summary>
    private readonly ConcurrentDictionary<long, Task> running = new();

    private long started;
    private DateTimeOffset nextRenewal;

    /// <summary>Something was written to the outbox.</summary>
    public void Wake() => signals.Writer.TryWrite(true);

    /// <summary>Runs until cancelled; then what runs may go on for a while, and what is left is given back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            var isCleared = false;
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    isCleared = isCleared || await ClearUpAsync(cancellationToken);
                    await RenewDueAsync(cancellationToken);
                    await ClaimAsync(stop.Token, cancellationToken);
                }
                catch (AirflowException exception) when (exception.IsTransient)
                {
                    Log.DatabaseAway(logger, exception.Message);
                }

                await WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopping(logger, running.Count);
        }

        await StopAsync(stop);
    }

    private async Task StopAsync(CancellationTokenSource stop)
    {
        var all = Task.WhenAll(running.Values);
        await all.WaitAsync(options.StopGrace, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
        await all;
    }

    /// <summary>Once, at the start: what processes that are gone left behind.</summary>
    private async Task<bool> ClearUpAsync(CancellationToken cancellationToken)
    {
        // one that died after it had stored an event as done could not forget it
        var kept = runner.ListKept();
        foreach (var id in kept.Except(kept.Count > 0 ? await store.ListOpenAsync(kept, cancellationToken) : []))
        {
            runner.Forget(id);
        }

        string[] dead = [.. (await store.ListOwnersAsync(cancellationToken)).Where(owner => owner != options.Owner && options.IsDead(owner))];
        if (dead.Length > 0)
        {
            Log.Freed(logger, await store.ExpireAsync(dead, cancellationToken));
        }

        return true;
    }

    private async Task RenewDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!running.IsEmpty && now >= nextRenewal)
        {
            nextRenewal = now + (options.LeaseDuration / 3);
            await store.RenewAsync(options.Owner, options.LeaseDuration, cancellationToken);
        }
    }

    private async Task ClaimAsync(CancellationToken stopToken, CancellationToken cancellationToken)
    {
        var room = options.Slots - running.Count;
        if (room <= 0)
        {
            return;
        }

        foreach (var claim in await store.ClaimAsync(options.Owner, options.LeaseDuration, room, cancellationToken))
        {
            // a claim of ours that ran out and came back while its callbacks run: they go on, and their end is refused
            var number = ++started;
            var isKept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            running[number] = RunKeptAsync(isKept.Task, number, claim, stopToken);
            isKept.SetResult();
        }
    }

    /// <summary>Begins when it is among those that run: it must not end before.</summary>
    private async Task RunKeptAsync(Task isKept, long number, CallbackClaim claim, CancellationToken stopToken)
    {
        await isKept;
        try
        {
            await RunAsync(claim, stopToken);
        }
        finally
        {
            running.TryRemove(number, out _);
            Wake();
        }
    }

    private async Task RunAsync(CallbackClaim claim, CancellationToken stopToken)
    {
        try
        {
            CrashPoints.Hit("callback-claimed");
            var result = claim.Attempt > options.MaxAttempts
                ? new CallbackResult(CallbackResultKind.Failed, $"Given up: each of {options.MaxAttempts} processes that ran it was killed.")
                : await runner.RunAsync(claim, stopToken);
            CrashPoints.Hit("callback-called");
            await InsistAsync(() => StoreAsync(claim, result));
        }
#pragma warning disable CA1031 // the edge of one event: whatever fails here must not end the dispatcher; the claim runs out and is taken again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Broken(logger, exception, claim.Event.Key);
        }
    }

    private async Task StoreAsync(CallbackClaim claim, CallbackResult result)
    {
        switch (result.Kind)
        {
            case CallbackResultKind.Lost:
                Log.Lost(logger, claim.Event.Key, claim.Attempt, result.Output);
                await store.ReleaseAsync(claim, countsAsAttempt: true, CancellationToken.None);
                break;
            case CallbackResultKind.GivenBack:
                await store.ReleaseAsync(claim, countsAsAttempt: false, CancellationToken.None);
                break;
            default:
                await CompleteAsync(claim, result);
                break;
        }
    }

    private async Task CompleteAsync(CallbackClaim claim, CallbackResult result)
    {
        if (result.Kind == CallbackResultKind.Failed)
        {
            AirflowMetrics.CallbackExceptions.Add(1);
            Log.Failed(logger, claim.Event.Key, result.Output);
        }

        if (!await store.CompleteAsync(claim, result.Kind == CallbackResultKind.Success, result.Output, clock.GetUtcNow(), CancellationToken.None))
        {
            // whoever holds it now needs what is kept of it
            Log.NotHeld(logger, claim.Event.Key);
            return;
        }

        CrashPoints.Hit("callback-stored");
        runner.Forget(claim.Event.Id);
    }

    /// <summary>What was run must be stored as run, or it would run again; a database that is away for a while is asked again.</summary>
    private async Task InsistAsync(Func<Task> action)
    {
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Log.DatabaseAway(logger, exception.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var limit = running.IsEmpty ? options.PollInterval : Min(options.PollInterval, options.LeaseDuration / 3);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task signal = signals.Reader.ReadAsync(timeout.Token).AsTask();
        await Task.WhenAny(signal, Task.Delay(limit, clock, timeout.Token));
        await timeout.CancelAsync();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Information, "The callback dispatcher stops; {Count} callbacks run")]
        public static partial void Stopping(ILogger logger, int count);

        [LoggerMessage(1102, LogLevel.Warning, "{Count} callbacks were held by processes that are gone; they run again")]
        public static partial void Freed(ILogger logger, int count);

        [LoggerMessage(1103, LogLevel.Warning, "The process that ran callback {Key} was lost (attempt {Attempt}); it runs again: {Reason}")]
        public static partial void Lost(ILogger logger, string key, int attempt, string? reason);

        [LoggerMessage(1104, LogLevel.Warning, "Callback {Key} failed; its log has more: {Reason}")]
        public static partial void Failed(ILogger logger, string key, string? reason);

        [LoggerMessage(1105, LogLevel.Warning, "Callback {Key} was taken by somebody else meanwhile")]
        public static partial void NotHeld(ILogger logger, string key);

        [LoggerMessage(1106, LogLevel.Warning, "The outbox of callbacks cannot be used; trying again: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string reason);

        [LoggerMessage(1107, LogLevel.Error, "Callback {Key} could not be run")]
        public static partial void Broken(ILogger logger, Exception exception, string key);
    }
}
