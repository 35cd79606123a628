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
    private readonly Lock gate = new();
    private readonly List<RuntimeProcess> idle = [];
    private readonly HashSet<RuntimeProcess> busy = [];
    private readonly LinkedList<Waiter> waiters = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer growth;
    private readonly ITimer upkeep;
    private readonly int maxParallelStarts = Math.Max(2, Environment.ProcessorCount);
    private int starting;
    private int releases;
    private int releasesSeen;
    private long releasesSeenAt;
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
        starter = new RuntimeStarter(options, time);
        growth = time.CreateTimer(_ => Grow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        upkeep = time.CreateTimer(_ => TakeCare(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal RuntimeOptions Options => options;

    /// <summary>Processes that run a try.</summary>
    public int BusyCount => Locked(() => busy.Count);

    /// <summary>Processes that wait for one.</summary>
    public int IdleCount => Locked(() => idle.Count);

    /// <summary>Tries that wait for a process.</summary>
    public int WaitingCount => Locked(() => waiters.Count);

    private int Count => idle.Count + busy.Count + starting;

    /// <summary>Starts the generic runtimes; they get ready in the background.</summary>
    public void Start()
    {
        lock (gate)
        {
            KeepWarm();
        }
    }

    /// <summary>Ends all runtimes; those that are busy are killed.</summary>
    public async ValueTask DisposeAsync()
    {
        List<RuntimeProcess> all;
        lock (gate)
        {
            if (stopped)
            {
                return;
            }
            stopped = true;
            all = [.. idle, .. busy];
            idle.Clear();
            busy.Clear();
            foreach (var waiter in waiters)
            {
                waiter.Granted.TrySetCanceled(CancellationToken.None);
            }
            waiters.Clear();
        }
        await stopping.CancelAsync();
        await growth.DisposeAsync();
        await upkeep.DisposeAsync();
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
        Waiter waiter;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            if (waiters.Count == 0 && TakeIdle(key) is { } ready)
            {
                return ready;
            }
            waiter = new Waiter(key, time.GetTimestamp());
            waiter.Node = waiters.AddLast(waiter);
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
        if (!runtime.IsReusable || IsWornOut(runtime))
        {
            Retire(runtime);
            return;
        }
        lock (gate)
        {
            if (stopped || !busy.Remove(runtime))
            {
                return;
            }
            runtime.IdleSince = time.GetTimestamp();
            releases++;
            idle.Add(runtime);
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
            busy.Remove(runtime);
            idle.Remove(runtime);
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

    private RuntimeProcess? TakeIdle(CodeKey key)
    {
        RuntimeProcess? best = null;
        var rank = 0;
        for (var i = idle.Count - 1; i >= 0; i--)
        {
            var candidate = idle[i];
            var fit = Fit(candidate, key);
            if (fit > rank)
            {
                (best, rank) = (candidate, fit);
            }
        }
        if (best is not null)
        {
            idle.Remove(best);
            busy.Add(best);
            best.Bind(key);
        }
        return best;
    }

    /// <summary>3: has the code; 2: same bundle, and room; 1: generic; 0: does not fit.</summary>
    private int Fit(RuntimeProcess runtime, CodeKey key)
    {
        if (runtime.Loaded.Contains(key))
        {
            return 3;
        }
        if (runtime.Bundle is null)
        {
            return 1;
        }
        return string.Equals(runtime.Bundle, key.BundleName, StringComparison.Ordinal) && runtime.Loaded.Count < options.MaxAssemblies ? 2 : 0;
    }

    /// <summary>Gives idle runtimes to those that wait, the longest waiting first.</summary>
    private void Serve()
    {
        for (var node = waiters.First; node is not null && idle.Count > 0;)
        {
            var next = node.Next;
            if (TakeIdle(node.Value.Key) is { } runtime)
            {
                waiters.Remove(node);
                if (!node.Value.Granted.TrySetResult(runtime))
                {
                    busy.Remove(runtime);
                    idle.Add(runtime);
                }
            }
            node = next;
        }
        MakeRoom();
    }

    /// <summary>Ends the longest idle runtime when the pool is full of ones that fit nobody who waits.</summary>
    private void MakeRoom()
    {
        if (waiters.Count > 0 && idle.Count > 0 && Count >= options.Slots + options.WarmMinimum)
        {
            var oldest = idle.MinBy(runtime => runtime.IdleSince)!;
            if (waiters.All(waiter => Fit(oldest, waiter.Key) == 0))
            {
                idle.Remove(oldest);
                _ = Task.Run(() => Retire(oldest), CancellationToken.None);
            }
        }
    }

    private void Grow()
    {
        lock (gate)
        {
            isGrowthDue = false;
            if (stopped || waiters.First is not { } oldest)
            {
                return;
            }
            var waited = time.GetElapsedTime(oldest.Value.Since);
            if (waited < options.GrowthDelay)
            {
                ScheduleGrowth(options.GrowthDelay - waited + TimeSpan.FromMilliseconds(1));
                return;
            }
            if (IsDraining())
            {
                ScheduleGrowth(options.GrowthDelay);
                return;
            }
            // what is being started already will serve as many of them
            for (var wanted = waiters.Count - starting; wanted > 0 && starting < maxParallelStarts && Count < options.Slots + options.WarmMinimum; wanted--)
            {
                BeginStart();
            }
            ScheduleGrowth(options.GrowthDelay);
        }
    }

    /// <summary>Whether those who wait will be served soon, at the rate at which runtimes came back lately: then more processes only compete.</summary>
    private bool IsDraining()
    {
        var now = time.GetTimestamp();
        var (count, elapsed) = (releases - releasesSeen, time.GetElapsedTime(releasesSeenAt, now));
        return count > 0 && elapsed * waiters.Count / count < options.GrowthDelay * 4;
    }

    /// <summary>A timer that runs already is left alone: what keeps arriving must not put it off.</summary>
    private void ScheduleGrowth(TimeSpan delay)
    {
        if (!isGrowthDue)
        {
            (releasesSeen, releasesSeenAt) = (releases, time.GetTimestamp());
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
                idle.Add(runtime);
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
                foreach (var waiter in waiters)
                {
                    waiter.Granted.TrySetException(failure);
                }
                waiters.Clear();
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
            wasIdle = idle.Remove(runtime);
        }
        if (wasIdle)
        {
            Retire(runtime);
        }
    }

    private bool IsWornOut(RuntimeProcess runtime) =>
        runtime.Tasks >= options.MaxTasks
        || time.GetUtcNow() - runtime.StartedAt >= options.MaxAge
        || (runtime.Tasks % 16 == 0 && MemoryFacts.ResidentBytes(runtime.Process.Pid) >= options.MaxResidentBytes);

    private void KeepWarm()
    {
        var generic = idle.Count(runtime => runtime.Bundle is null) + starting;
        for (; generic < options.WarmMinimum && Count < options.Slots + options.WarmMinimum; generic++)
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
            foreach (var runtime in idle.ToArray())
            {
                var surplus = runtime.Bundle is not null || idle.Count(other => other.Bundle is null) > options.WarmMinimum;
                if ((surplus && time.GetElapsedTime(runtime.IdleSince) >= options.IdleTimeout) || MemoryFacts.ResidentBytes(runtime.Process.Pid) >= options.MaxResidentBytes)
                {
                    idle.Remove(runtime);
                    ended.Add(runtime);
                }
            }
            if (busy.Count == 0)
            {
                KeepWarm();
            }
            ScheduleUpkeep();
        }
        ended.ForEach(Retire);
    }

    private void ScheduleUpkeep()
    {
        var needed = idle.Exists(runtime => runtime.Bundle is not null) || busy.Count > 0 || idle.Count(runtime => runtime.Bundle is null) != options.WarmMinimum;
        if (needed && !isUpkeepDue)
        {
            isUpkeepDue = upkeep.Change(TimeSpan.FromSeconds(Math.Clamp(options.IdleTimeout.TotalSeconds / 4, 0.05, 2)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiter.Node is { List: not null } node)
            {
                waiters.Remove(node);
            }
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

    private sealed class Waiter(CodeKey key, long since)
    {
        public CodeKey Key => key;

        public long Since => since;

        public LinkedListNode<Waiter>? Node { get; set; }

        public TaskCompletionSource<RuntimeProcess> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Debug, "Task runtime {Pid} is ready after {Milliseconds:F0} ms")]
        public static partial void Started(ILogger logger, int pid, double milliseconds);

        [LoggerMessage(2302, LogLevel.Error, "A task runtime could not be started")]
        public static partial void CannotStart(ILogger logger, Exception exception);
    }
}
