using System.Diagnostics.CodeAnalysis;
using Airflow.Engine;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>
/// Before release 3 there was no service for it: the scheduler read the DAG files, and whoever follows a guide of that time starts none.
/// So a scheduler does it itself where nobody ever started a dag-processor, and leaves it to the first one that comes. Once there was one,
/// its absence is an outage and no reason to read the folder of another host.
/// </summary>
internal sealed partial class StandInDagProcessor(RoleServices services)
{
    /// <summary>Within which the other roles of the same script are up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private const string SchedulerJob = "SchedulerJob";
    private readonly ILogger logger = services.Loggers.CreateLogger<StandInDagProcessor>();

    /// <summary>Ends when it is cancelled, or when a dag-processor has come.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Grace, services.Clock, cancellationToken);
            while (await LookAsync(cancellationToken) is var found && found != Found.Processor)
            {
                if (found == Found.Nobody && Directory.Exists(services.DagsFolder) && await ProcessAsync(cancellationToken))
                {
                    return;
                }

                await Task.Delay(LookInterval, services.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Reads the files until a dag-processor comes; false when it failed before.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The scheduler goes on without it; what went wrong is in its log.")]
    private async Task<bool> ProcessAsync(CancellationToken cancellationToken)
    {
        Log.StandingIn(logger, services.DagsFolder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var processing = new DagProcessorRole(services) { Within = SchedulerJob }.RunAsync(static () => { }, stop.Token);
        try
        {
            while (!processing.IsCompleted)
            {
                await Task.WhenAny(processing, Task.Delay(LookInterval, services.Clock, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                if (await LookAsync(cancellationToken) == Found.Processor)
                {
                    Log.Leaving(logger);
                    return true;
                }
            }

            return false;
        }
        finally
        {
            await stop.CancelAsync();
            try
            {
                await processing;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception.Message);
            }
            catch (OperationCanceledException)
            {
                Log.Stopped(logger);
            }
        }
    }

    private async Task<Found> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var jobs = await services.Stores.Jobs.ListAsync(DagProcessorRole.JobType, null, int.MaxValue, cancellationToken);
            if (jobs.Any(static job => job.ExecutorClass != SchedulerJob))
            {
                return Found.Processor;
            }

            var now = services.Clock.GetUtcNow();
            return jobs.Any(job => job.State == "running" && now - job.LatestHeartbeat < Silence && !(job.Hostname == services.Hostname && job.Pid == Environment.ProcessId))
                ? Found.OtherScheduler
                : Found.Nobody;
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            // as it was: the next look is soon
            return Found.OtherScheduler;
        }
    }

    private enum Found
    {
        Nobody,
        OtherScheduler,
        Processor,
    }

    private static partial class Log
    {
        [LoggerMessage(1021, LogLevel.Information, "No dag-processor was ever started here: this scheduler reads {Folder} itself until one is (airflow dag-processor)")]
        public static partial void StandingIn(ILogger logger, string folder);

        [LoggerMessage(1022, LogLevel.Information, "A dag-processor has come; the scheduler leaves the DAG files to it")]
        public static partial void Leaving(ILogger logger);

        [LoggerMessage(1023, LogLevel.Error, "The scheduler cannot read the DAG files: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(1024, LogLevel.Debug, "The scheduler reads no DAG files any more")]
        public static partial void Stopped(ILogger logger);
    }
}
