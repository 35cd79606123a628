using System.Collections.Concurrent;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Local;

/// <summary>Runs tries on this machine: as many at once as it has slots.</summary>
public sealed partial class LocalExecutor : IExecutor
{
    private readonly IExecutionApi api;
    private readonly TryRunner runner;
    private readonly LocalExecutorOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<Guid, Place> running = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource disposing = new();

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
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        runner = new TryRunner(
            api,
            supervisor,
            fetchCode,
            new TryRunnerOptions
            {
                Executor = options.Name,
                LogFolder = options.LogFolder,
                Hostname = options.Hostname,
                UnixName = options.UnixName,
                HeartbeatInterval = options.HeartbeatInterval,
                KeepLog = options.KeepLog,
            },
            clock,
            logger);
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

    public void Cancel(Guid id, string reason) => runner.Stop(id);

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
        await runner.GiveUpAsync();
        await all;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        await runner.DisposeAsync();
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

        var refusal = await runner.RunAsync(
            async () => new ClaimAnswer(workload, await api.StartAsync(workload, runner.Worker, CancellationToken.None)), static () => Task.CompletedTask, disposing.Token);
        if (refusal is not null)
        {
            Log.Refused(logger, workload.Key, refusal);
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

        [LoggerMessage(2504, LogLevel.Information, "Stopping {Count} tries; they are given back and start again later")]
        public static partial void StoppingTries(ILogger logger, int count);
    }
}
