using System.Collections.Concurrent;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Local;

/// <summary>
/// The life of a try on the machine that runs it: claims it, brings its code, gives it to the supervisor and reports its end; reports all
/// that run as alive meanwhile. Executors and workers differ only in how a try comes to them.
/// </summary>
public sealed partial class TryRunner : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Younger claims are taken to hold: nobody gives up a try that fast.</summary>
    private static readonly TimeSpan ClaimTrust = TimeSpan.FromSeconds(2);

    private readonly IExecutionApi api;
    private readonly TaskSupervisor supervisor;
    private readonly Func<TaskWorkload, CancellationToken, ValueTask> fetchCode;
    private readonly TryRunnerOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;

    /// <summary>The tries that are ours: from the claim, also while their code is fetched, until their end is told.</summary>
    private readonly ConcurrentDictionary<Guid, TaskInstanceKey> held = new();

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource givingUp = new();
    private readonly Task beating;

    /// <param name="fetchCode">Brings the code of a try to this machine when it is not here yet.</param>
    public TryRunner(
        IExecutionApi api,
        TaskSupervisor supervisor,
        Func<TaskWorkload, CancellationToken, ValueTask> fetchCode,
        TryRunnerOptions options,
        TimeProvider clock,
        ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.api = api;
        this.supervisor = supervisor;
        this.fetchCode = fetchCode;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        Worker = new WorkerIdentity(options.Hostname, options.UnixName, Environment.ProcessId, options.Executor);
        beating = BeatAsync();
    }

    /// <summary>As whom it claims.</summary>
    public WorkerIdentity Worker { get; }

    /// <summary>Runs a try to its end and tells it; answers why that was not done, or null.</summary>
    /// <param name="claim">Asks for the try; asked again as long as the answer is that the server is away.</param>
    /// <param name="claimed">Called once it is ours.</param>
    /// <param name="cancellationToken">Before the claim: it is left alone. Later: it is stopped and given back.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the claim.</exception>
    public async Task<string?> RunAsync(Func<Task<ClaimAnswer>> claim, Func<Task> claimed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        cancellationToken.ThrowIfCancellationRequested();
        var asked = ClaimTime.Of(clock);
        var (workload, start) = await InsistAsync(
            () =>
            {
                asked = ClaimTime.Of(clock);
                return claim();
            },
            cancellationToken);
        if (workload is null || start.Refusal is not null)
        {
            return start.Refusal ?? "there is no such try";
        }

        held[workload.Id] = workload.Key;
        bool isTold;
        try
        {
            await claimed();
            CrashPoints.Hit("executor-claimed");
            var outcome = await ExecuteAsync(workload, start, asked, cancellationToken) with { Worker = Worker, QueuedAt = start.QueuedAt, StartDate = start.StartDate };
            CrashPoints.Hit("executor-ended");
            isTold = await TellEndAsync(workload, outcome);
        }
        finally
        {
            held.TryRemove(workload.Id, out _);
        }

        if (options.KeepLog is { } keep)
        {
            await keep(workload.LogPath, CancellationToken.None);
        }

        return isTold ? null : "its end could not be told";
    }

    /// <summary>Stops a try that it runs; unknown ids are ignored.</summary>
    public void Stop(Guid id) => supervisor.Stop(id, StopReason.Killed);

    /// <summary>From now on the end of a try is told for no longer than <see cref="TryRunnerOptions.StopPatience"/>: a worker shall stop though its server is gone.</summary>
    public Task PrepareToStopAsync() => stopping.CancelAsync();

    /// <summary>Ends of tries are still reported, but no more than once each when nobody takes them.</summary>
    public Task GiveUpAsync() => givingUp.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await givingUp.CancelAsync();
        await beating;
        givingUp.Dispose();
        stopping.Dispose();
    }

    private async Task<bool> TellEndAsync(TaskWorkload workload, TryOutcome outcome)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stop = stopping.Token.UnsafeRegister(_ => patience.CancelAfter(options.StopPatience), null);
        await using var giveUp = givingUp.Token.UnsafeRegister(_ => patience.Cancel(), null);
        try
        {
            if (!await InsistAsync(() => api.FinishAsync(workload, outcome, CancellationToken.None), patience.Token))
            {
                Log.TooLate(logger, workload.Key, outcome.State);
            }

            return true;
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.NotTold(logger, workload.Key, outcome.State, exception.Message);
            return false;
        }
    }

    /// <summary>Nobody else would claim the try, or tell its end, so a server or database that is away for a while is asked again.</summary>
    private async Task<T> InsistAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (AirflowException exception) when (exception.IsTransient && !cancellationToken.IsCancellationRequested)
            {
                Log.TryingAgain(logger, exception.Message);
            }

            await Task.Delay(RetryDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TryOutcome> ExecuteAsync(TaskWorkload workload, TaskStart start, ClaimTime asked, CancellationToken cancellationToken)
    {
        try
        {
            await fetchCode(workload, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TryOutcome { State = TaskState.None, EndDate = clock.GetUtcNow() };
        }
        catch (AirflowException exception)
        {
            return new TryOutcome
            {
                State = start.ShouldRetry ? TaskState.UpForRetry : TaskState.Failed,
                EndDate = clock.GetUtcNow(),
                ExitCause = new ExitCause("lost", Detail: exception.Message),
                Reason = $"The code of this version cannot be had: {exception.Message}",
            };
        }

        var launch = new TaskLaunch(workload, start, Path.Combine(options.LogFolder, workload.LogPath)) { Confirm = token => ConfirmAsync(workload, asked, token) };
        return await supervisor.RunAsync(launch, cancellationToken);
    }

    /// <summary>A worker that was held since its claim may have been given up, and another have the try.</summary>
    private async Task<bool> ConfirmAsync(TaskWorkload workload, ClaimTime asked, CancellationToken cancellationToken)
    {
        if (asked.Age(clock) < ClaimTrust)
        {
            return true;
        }

        try
        {
            var lost = await InsistAsync(() => api.HeartbeatAsync([workload.Id], cancellationToken), cancellationToken);
            if (lost.Count > 0)
            {
                Log.GivenUp(logger, workload.Key);
            }

            return lost.Count == 0;
        }
        catch (Exception exception) when (exception is OperationCanceledException or AirflowException { IsTransient: true } && cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(options.HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(givingUp.Token))
            {
                await BeatOnceAsync();
            }
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task BeatOnceAsync()
    {
        Guid[] ids = [.. held.Keys];
        if (ids.Length == 0)
        {
            return;
        }

        try
        {
            foreach (var id in await api.HeartbeatAsync(ids, givingUp.Token))
            {
                Stop(id);
            }
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.NoHeartbeat(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2503, LogLevel.Warning, "The end of {Key} ({State}) counts for nothing: the try was over already")]
        public static partial void TooLate(ILogger logger, TaskInstanceKey key, TaskState state);

        [LoggerMessage(2507, LogLevel.Error, "The end of {Key} ({State}) could not be told, so the scheduler will find the try lost: {Reason}")]
        public static partial void NotTold(ILogger logger, TaskInstanceKey key, TaskState state, string reason);

        [LoggerMessage(2508, LogLevel.Warning, "{Key} was given up before its body started here, so it does not start")]
        public static partial void GivenUp(ILogger logger, TaskInstanceKey key);

        [LoggerMessage(2506, LogLevel.Warning, "The state of a try could not be stored; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(2505, LogLevel.Warning, "Heartbeats could not be stored: {Reason}")]
        public static partial void NoHeartbeat(ILogger logger, string reason);
    }
}
