using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Remote;

/// <summary>
/// Runs tries of which a message brought the id: claims each, has its code brought here, gives it to the supervisor and tells its end. It
/// insists while the server is away, so that a restart of it costs no try.
/// </summary>
public sealed partial class RemoteTryRunner : IAsyncDisposable
{
    private readonly IExecutionApi api;
    private readonly Func<Guid, WorkerIdentity, CancellationToken, Task<ClaimAnswer>> claim;
    private readonly TaskSupervisor supervisor;
    private readonly Func<TaskWorkload, CancellationToken, ValueTask> fetchCode;
    private readonly RemoteTryRunnerOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource disposing = new();
    private readonly Task beating;

    /// <param name="api">The server.</param>
    /// <param name="claim">Claims by id: <see cref="HttpExecutionApi.ClaimAsync"/>.</param>
    /// <param name="supervisor">Runs what was claimed.</param>
    /// <param name="fetchCode">Brings the code of a try to this machine when it is not here yet.</param>
    /// <param name="options">Who runs, and where logs go.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Told of what goes wrong.</param>
    public RemoteTryRunner(
        IExecutionApi api,
        Func<Guid, WorkerIdentity, CancellationToken, Task<ClaimAnswer>> claim,
        TaskSupervisor supervisor,
        Func<TaskWorkload, CancellationToken, ValueTask> fetchCode,
        RemoteTryRunnerOptions options,
        TimeProvider clock,
        ILogger<RemoteTryRunner> logger)
    {
        this.api = api;
        this.claim = claim;
        this.supervisor = supervisor;
        this.fetchCode = fetchCode;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        beating = BeatAsync();
    }

    /// <summary>
    /// Claims the try and runs it to its end; answers null then, else why it was not for this worker. Cancelled before the claim is sent it
    /// throws; cancelled later it stops the try and gives it back.
    /// </summary>
    /// <param name="id">The try.</param>
    /// <param name="claimed">Called once when the try is claimed, before it runs.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the claim.</exception>
    public async Task<string?> RunAsync(Guid id, Func<Task> claimed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        // a claim that was sent is waited for: nobody else could run what this worker holds without knowing
        var answer = await InsistAsync(() => claim(id, options.Worker, CancellationToken.None), cancellationToken);
        if (answer.Start.Refusal is not null || answer.Workload is not { } workload)
        {
            return answer.Start.Refusal ?? "there is no such try any more";
        }

        await claimed();
        var outcome = await ExecuteAsync(workload, answer.Start, cancellationToken) with { Worker = options.Worker, QueuedAt = answer.Start.QueuedAt };
        if (!await InsistAsync(() => api.FinishAsync(workload, outcome, CancellationToken.None), disposing.Token))
        {
            Log.TooLate(logger, workload.Key, outcome.State);
        }

        return null;
    }

    /// <summary>Kills a try; unknown ids are ignored.</summary>
    public void Stop(Guid id) => supervisor.Stop(id, StopReason.Killed);

    public async ValueTask DisposeAsync()
    {
        await disposing.CancelAsync();
        await beating;
        disposing.Dispose();
    }

    /// <summary>Nobody else would claim the try, or tell its end, so a server that is away is asked again until this worker stops.</summary>
    private async Task<T> InsistAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await action();
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Log.TryingAgain(logger, exception.Message);
            }

            await Task.Delay(options.RetryDelay, clock, cancellationToken);
        }
    }

    private async Task<TryOutcome> ExecuteAsync(TaskWorkload workload, TaskStart start, CancellationToken cancellationToken)
    {
        try
        {
            await fetchCode(workload, cancellationToken);
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
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TryOutcome { State = TaskState.None, EndDate = clock.GetUtcNow(), Reason = "The worker shut down; the try is given back." };
        }

        return await supervisor.RunAsync(new TaskLaunch(workload, start, Path.Combine(options.LogFolder, workload.LogPath)), cancellationToken);
    }

    /// <summary>One call for all tries of this worker.</summary>
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
        catch (AirflowException exception)
        {
            Log.NoHeartbeat(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2601, LogLevel.Warning, "The end of {Key} ({State}) counts for nothing: the try was over already")]
        public static partial void TooLate(ILogger logger, TaskInstanceKey key, TaskState state);

        [LoggerMessage(2602, LogLevel.Warning, "The api-server cannot be asked; trying again: {Reason}")]
        public static partial void TryingAgain(ILogger logger, string reason);

        [LoggerMessage(2603, LogLevel.Warning, "Heartbeats could not be told: {Reason}")]
        public static partial void NoHeartbeat(ILogger logger, string reason);
    }
}
