using Airflow.Engine;
using Airflow.Engine.Coordination;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Remote;

/// <summary>Tells that a worker is there and what it serves, as long as it is; disposing tells that it ends.</summary>
public sealed partial class WorkerRegistration : IAsyncDisposable
{
    private readonly Func<WorkerRecord, CancellationToken, Task> report;
    private readonly Func<WorkerRecord> describe;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private Task beating = Task.CompletedTask;

    /// <param name="report">Stores it, or has the server store it.</param>
    /// <param name="describe">The worker as it is now.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Told when the server does not take it.</param>
    public WorkerRegistration(
        Func<WorkerRecord, CancellationToken, Task> report, Func<WorkerRecord> describe, TimeProvider clock, ILogger<WorkerRegistration> logger)
    {
        this.report = report;
        this.describe = describe;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Tells once at once, then again and again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TellAsync(describe(), cancellationToken);
        beating = BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await beating;
        using var patience = new CancellationTokenSource(WorkerRecord.Beat, clock);
        await TellAsync(describe() with { EndedAt = clock.GetUtcNow() }, patience.Token);
        ending.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(WorkerRecord.Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                await TellAsync(describe(), ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TellAsync(WorkerRecord worker, CancellationToken cancellationToken)
    {
        try
        {
            await report(worker, cancellationToken);
        }
        catch (AirflowException exception)
        {
            Log.NotTold(logger, exception.Message);
        }
        catch (OperationCanceledException) when (worker.EndedAt is not null)
        {
            // that it is silent tells the same a few seconds later
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2611, LogLevel.Warning, "Nobody knows that this worker is there: {Reason}")]
        public static partial void NotTold(ILogger logger, string reason);
    }
}
