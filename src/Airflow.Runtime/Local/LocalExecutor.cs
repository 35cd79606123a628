using System.Collections.Concurrent;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Local;

/// <summary>Runs tries on this machine: claims each, makes sure that its code is here, and gives it to the supervisor.</summary>
public sealed partial class LocalExecutor : IExecutor
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly IExecutionApi api;
    private readonly TaskSupervisor supervisor;
    private readonly Func<TaskWorkload, CancellationToken, ValueTask> fetchCode;
    private readonly LocalExecutorOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly WorkerIdentity worker;
    private readonly ConcurrentDictionary<Guid, Place> running = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource disposing = new();
    private readonly Task beating;

    /// <param name="fetchCode">Brings the code of a try to this machine when it is not here yet.</param>
    public LocalExecutor(
        IExecutionApi api,
        TaskSupervisor supervisor,
        Func<TaskWorkload, CancellationToken, ValueTask> fetchCode,
        LocalExecutorOptions options,
        TimeProvider clock,
        ILogger<LocalExecutor> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.api = api;
        this.supervisor = supervisor;
        this.fetchCode = fetchCode;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        worker = new WorkerIdentity(options.Hostname, options.UnixName, Environment.ProcessId, options.Name);
        beating = BeatAsync();
    }

    public string Name => options.Name;

    public int Parallelism => options.Parallelism;

    public void Submit(IReadOnlyList<TaskWorkload> workloads)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        foreach (var workload in workloads)
        {
            // handed over twice (after a lease was taken back), a try is still claimed once; but one that goes on after asking for a
            // later time may come back before the end of its first part has been answered
            if (!stopping.IsCancellationRequested)
            {
                running.TryGetValue(workload.Id, out var before);
                var place = running[workload.Id] = new Place();
                place.Work = Task.Run(() => RunAfterAsync(before, place, workload), CancellationToken.None);
            }
        }
    }

    public void Cancel(Guid id, string reason) => supervisor.Stop(id, StopReason.Killed);

    /// <summary>Running tries go on for the grace period; those that are left are stopped and given back.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        var all = Task.WhenAll(running.Values.Select(place => place.Work));
        try
        {
            await all.WaitAsync(grace, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.StoppingTries(logger, running.Count);
        }

        await disposing.CancelAsync();
        await all;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        await beating;
        stopping.Dispose();
        disposing.Dispose();
    }

    private async Task RunAfterAsync(Place? before, Place own, TaskWorkload workload)
    {
        if (before is not null)
        {
            await before.Work;
        }

        await RunAsync(workload);
        running.TryRemove(KeyValuePair.Create(workload.Id, own));
    }

    private async Task RunAsync(TaskWorkload workload)
    {
        try
        {
            await RunClaimedAsync(workload);
        }
#pragma warning disable CA1031 // the edge of one try: whatever fails here must not end the executor; the scheduler finds a try that is not heard of
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, workload.Key, exception);
        }
    }

    private async Task RunClaimedAsync(TaskWorkload workload)
    {
        if (stopping.IsCancellationRequested)
        {
            // it stays queued in the database: the next scheduler hands it over again
            return;
        }

        var start = await InsistAsync(() => api.StartAsync(workload, worker, CancellationToken.None));
        if (start.Refusal is { } refusal)
        {
            Log.Refused(logger, workload.Key, refusal);
            return;
        }

        CrashPoints.Hit("executor-claimed");
        var outcome = await ExecuteAsync(workload, start) with { Worker = worker, QueuedAt = start.QueuedAt };
        CrashPoints.Hit("executor-ended");
        if (!await InsistAsync(() => api.FinishAsync(workload, outcome, CancellationToken.None)))
        {
            Log.TooLate(logger, workload.Key, outcome.State);
        }
    }

    /// <summary>
    /// Nobody else would claim the try, or tell its end, so a database that is locked or full for a while is asked again until this
    /// executor stops.
    /// </summary>
    private async Task<T> InsistAsync<T>(Func<Task<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (AirflowException exception) when (exception.IsTransient && !disposing.IsCancellationRequested)
            {
                Log.TryingAgain(logger, exception.Message);
            }

            await Task.Delay(RetryDelay, clock, disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TryOutcome> ExecuteAsync(TaskWorkload workload, TaskStart start)
    {
        try
        {
            await fetchCode(workload, disposing.Token);
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

        var log = Path.Combine(options.LogFolder, workload.LogPath);
        return await supervisor.RunAsync(new TaskLaunch(workload, start, log), disposing.Token);
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(options.HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(disposing.Token))
            {
                await BeatOnceAsync();
            }
        }
        catch (OperationCanceledException) when (disposing.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task BeatOnceAsync()
    {
        var ids = supervisor.Running;
        if (ids.Count == 0)
        {
            return;
        }

        try
        {
            foreach (var id in await api.HeartbeatAsync(ids, disposing.Token))
            {
                supervisor.Stop(id, StopReason.Killed);
            }
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            Log.NoHeartbeat(logger, exception.Message);
        }
    }

    /// <summary>A try that it holds.</summary>
    private sealed class Place
    {
        public Task Work { get; set; } = Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(2501, LogLevel.Error, "The try of {Key} could not be run")]
        public static partial void Failed(ILogger logger, TaskInstanceKey key, Exception exception);

        [LoggerMessage(2502, LogLevel.Debug, "The try of {Key} is not for this worker: {Reason}")]
        public static partial void Refused(ILogger logger, TaskInstanceKey key, string reason);

        [LoggerMessage(2503, LogLevel.Warning, "The end of {Key} ({State}) counts for nothing: the try was over already")]
        public static partial void TooLate(ILogger logger, TaskInstanceKey key, TaskState state);

        [LoggerMessage(2504, LogLevel.Information, "Stopping {Count} tries; they are given back and start again later")]
        public static partial void StoppingTries(ILogger logger, int count);

        [LoggerMessage(2506, LogLevel.Warning, "The state of a try could not be stored; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(2505, LogLevel.Warning, "Heartbeats could not be stored: {Reason}")]
        public static partial void NoHeartbeat(ILogger logger, string reason);
    }
}
