using System.Diagnostics;
using Airflow.Engine;
using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Pool;

/// <summary>
/// Warm C# runtimes, one try at a time each. A try gets, in this order: an idle runtime that has its code loaded; an idle one of the same
/// bundle; a generic one that has loaded nothing. If none is idle it waits, and only work that has waited for a while makes the pool
/// grow: a burst of short tasks goes through few processes, long ones soon have one each.
/// </summary>
public sealed partial class RuntimePool : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private readonly RuntimeOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<RuntimePool> logger;
    private readonly RuntimeStarter starter;
    private readonly RuntimeShelf shelf;
    private readonly WaitingLine waiters = new();
    private readonly DrainRate rate;
    private readonly RuntimeWear wear;
    private readonly Orphans orphans;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer growth;
    private readonly ITimer upkeep;
    private readonly int maxParallelStarts = Math.Max(2, Environment.ProcessorCount);
    private int starting;
    private bool isGrowthDue;
    private bool isUpkeepDue;
    private bool stopped;

    public RuntimePool(RuntimeOptions options, TimeProvider time, ILogger<RuntimePool> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        this.options = options;
        this.time = time;
        this.logger = logger;
        shelf = new RuntimeShelf(options.MaxAssemblies);
        rate = new DrainRate(time);
        wear = new RuntimeWear(options, time);
        starter = new RuntimeStarter(options, time);
        orphans = new Orphans(options.BundleRoot, time, logger);
        growth = time.CreateTimer(_ => Grow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        upkeep = time.CreateTimer(_ => TakeCare(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal RuntimeOptions Options => options;

    /// <summary>Processes that run a try.</summary>
    public int BusyCount => Locked(() => shelf.BusyCount);

    /// <summary>Processes that wait for one.</summary>
    public int IdleCount => Locked(() => shelf.IdleCount);

    /// <summary>Tries that wait for a process.</summary>
    public int WaitingCount => Locked(() => waiters.Count);

    private int Count => shelf.Count + starting;

    private bool IsFull => Count >= options.Slots + options.WarmMinimum;

    /// <summary>Starts the generic runtimes; they get ready in the background. What a supervisor that was killed has left is ended first.</summary>
    public void Start()
    {
        orphans.Kill();
        lock (gate)
        {
            KeepWarm();
        }
    }

    /// <summary>Ends all runtimes; those that are busy are killed.</summary>
    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<RuntimeProcess> all;
        lock (gate)
        {
            if (stopped)
            {
                return;
            }
            stopped = true;
            all = shelf.RemoveAll();
            waiters.Cancel();
        }
        await stopping.CancelAsync();
        await growth.DisposeAsync();
        await upkeep.DisposeAsync();
        await orphans.DisposeAsync();
        foreach (var runtime in all)
        {
            runtime.Dispose();
            runtime.Kill();
        }
        Task exits = Task.WhenAll(all.Select(runtime => runtime.Process.Exited));
        await exits.WaitAsync(TimeSpan.FromSeconds(5), time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        starter.Dispose();
        stopping.Dispose();
    }

    /// <summary>A runtime for a try of that code, which is the caller's until <see cref="Release"/>.</summary>
    /// <exception cref="AirflowException">No runtime can be started.</exception>
    internal async ValueTask<RuntimeProcess> AcquireAsync(CodeKey key, CancellationToken cancellationToken)
    {
        PoolWaiter waiter;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            if (waiters.Count == 0 && shelf.Take(key) is { } ready)
            {
                return ready;
            }
            waiter = waiters.Add(key, time.GetTimestamp());
            if (Count == 0)
            {
                BeginStart();
            }
            else
            {
                MakeRoom();
                ScheduleGrowth(options.GrowthDelay);
            }
        }
        using var cancelled = cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null);
        return await waiter.Granted.Task;
    }

    /// <summary>Gives a runtime back. One that may not be used again is ended.</summary>
    internal void Release(RuntimeProcess runtime)
    {
        if (!runtime.IsReusable || wear.IsWornOut(runtime))
        {
            Retire(runtime);
            return;
        }
        lock (gate)
        {
            runtime.IdleSince = time.GetTimestamp();
            if (stopped || !shelf.PutBack(runtime))
            {
                return;
            }
            rate.CountRelease();
            Serve();
            ScheduleUpkeep();
        }
    }

    /// <summary>Ends a runtime; another one takes its place if it is needed.</summary>
    private void Retire(RuntimeProcess runtime)
    {
        runtime.IsReusable = false;
        runtime.Dispose();
        _ = ReapAsync(runtime);
        lock (gate)
        {
            shelf.Remove(runtime);
            if (stopped)
            {
                return;
            }
            if (waiters.Count > 0 && starting < maxParallelStarts)
            {
                BeginStart();
            }
            ScheduleUpkeep();
        }
    }

    /// <summary>A process whose streams are closed ends by itself; one that does not is killed.</summary>
    private async Task ReapAsync(RuntimeProcess runtime)
    {
        try
        {
            await runtime.Process.Exited.WaitAsync(TimeSpan.FromSeconds(2), time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            runtime.Process.Signal(Libc.SigKill);
        }
        runtime.Kill();
    }

    private void Serve()
    {
        waiters.Serve(shelf);
        MakeRoom();
    }

    /// <summary>Ends the longest idle runtime when the pool is full of ones that fit nobody who waits.</summary>
    private void MakeRoom()
    {
        if (waiters.Count > 0 && IsFull && shelf.LongestIdle is { } oldest && waiters.NobodyWants(oldest, shelf))
        {
            shelf.RemoveIdle(oldest);
            _ = Task.Run(() => Retire(oldest), CancellationToken.None);
        }
    }

    private void Grow()
    {
        lock (gate)
        {
            isGrowthDue = false;
            if (stopped || waiters.Oldest is not { } oldest)
            {
                return;
            }
            var waited = time.GetElapsedTime(oldest.Since);
            if (waited < options.GrowthDelay)
            {
                ScheduleGrowth(options.GrowthDelay - waited + TimeSpan.FromMilliseconds(1));
                return;
            }
            if (rate.Serves(waiters.Count, options.GrowthDelay * 4))
            {
                ScheduleGrowth(options.GrowthDelay);
                return;
            }
            // what is being started already will serve as many of them
            for (var wanted = waiters.Count - starting; wanted > 0 && starting < maxParallelStarts && !IsFull; wanted--)
            {
                BeginStart();
            }
            ScheduleGrowth(options.GrowthDelay);
        }
    }

    /// <summary>A timer that runs already is left alone: what keeps arriving must not put it off.</summary>
    private void ScheduleGrowth(TimeSpan delay)
    {
        if (!isGrowthDue)
        {
            rate.Restart();
            isGrowthDue = growth.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void BeginStart()
    {
        starting++;
        _ = StartOneAsync();
    }

    private async Task StartOneAsync()
    {
        RuntimeProcess? runtime = null;
        AirflowException? failure = null;
        var began = Stopwatch.GetTimestamp();
        try
        {
            runtime = await starter.StartAsync(stopping.Token);
            Log.Started(logger, runtime.Process.Pid, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (AirflowException exception)
        {
            failure = exception;
            Log.CannotStart(logger, exception);
        }
        catch (OperationCanceledException) when (stopped)
        {
            return;
        }
        lock (gate)
        {
            starting--;
            if (runtime is not null && !stopped)
            {
                shelf.AddIdle(runtime);
                Serve();
                ScheduleUpkeep();
                _ = WatchAsync(runtime);
                return;
            }
            if (failure is not null && Count > 0)
            {
                // those that run serve the rest; trying again at once would only burn the machine
                isGrowthDue = growth.Change(RetryDelay, Timeout.InfiniteTimeSpan);
            }
            else if (failure is not null)
            {
                waiters.Fail(failure);
            }
        }
        runtime?.Dispose();
        runtime?.Kill();
    }

    /// <summary>A runtime that ends while nobody uses it is forgotten, and replaced if need be.</summary>
    private async Task WatchAsync(RuntimeProcess runtime)
    {
        await runtime.Process.Exited;
        bool wasIdle;
        lock (gate)
        {
            wasIdle = shelf.RemoveIdle(runtime);
        }
        if (wasIdle)
        {
            Retire(runtime);
        }
    }

    private void KeepWarm()
    {
        for (var generic = shelf.GenericCount + starting; generic < options.WarmMinimum && !IsFull; generic++)
        {
            BeginStart();
        }
    }

    /// <summary>In quiet times: ends what has been idle for long, replaces generic runtimes that were bound.</summary>
    private void TakeCare()
    {
        List<RuntimeProcess> ended = [];
        lock (gate)
        {
            isUpkeepDue = false;
            if (stopped)
            {
                return;
            }
            foreach (var runtime in shelf.Idle)
            {
                if (wear.IsSurplus(runtime, isNeeded: runtime.Bundle is null && shelf.GenericCount <= options.WarmMinimum))
                {
                    shelf.RemoveIdle(runtime);
                    ended.Add(runtime);
                }
            }
            if (shelf.BusyCount == 0)
            {
                KeepWarm();
            }
            ScheduleUpkeep();
        }
        ended.ForEach(Retire);
    }

    private void ScheduleUpkeep()
    {
        var needed = shelf.HasIdleBound || shelf.BusyCount > 0 || shelf.GenericCount != options.WarmMinimum;
        if (needed && !isUpkeepDue)
        {
            isUpkeepDue = upkeep.Change(TimeSpan.FromSeconds(Math.Clamp(options.IdleTimeout.TotalSeconds / 4, 0.05, 2)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Abandon(PoolWaiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            waiters.Remove(waiter);
        }
        waiter.Granted.TrySetCanceled(cancellationToken);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Debug, "Task runtime {Pid} is ready after {Milliseconds:F0} ms")]
        public static partial void Started(ILogger logger, int pid, double milliseconds);

        [LoggerMessage(2302, LogLevel.Error, "A task runtime could not be started")]
        public static partial void CannotStart(ILogger logger, Exception exception);
    }
}
