using Airflow.Engine.Coordination;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>The job row by which others see that a scheduler is alive.</summary>
internal sealed partial class SchedulerJob(SchedulerStores stores, SchedulerOptions options, string executor, ILogger logger)
{
    private const string JobType = "SchedulerJob";
    private const int MostDeadJobs = 1000;
    private DateTimeOffset nextBeat;

    public int? Id { get; private set; }

    /// <summary>Begins the row, after those of dead schedulers of this host are ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="dead">Takes the jobs whose process is known to be gone.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    public async Task<int> StartAsync(DateTimeOffset now, HashSet<int> dead, CancellationToken cancellationToken)
    {
        await BuryDeadAsync(now, dead, cancellationToken);
        var job = new Job
        {
            JobType = JobType,
            State = "running",
            Hostname = options.Hostname,
            UnixName = options.UnixName,
            Pid = options.Pid,
            ExecutorClass = executor,
            StartDate = now,
            LatestHeartbeat = now,
            LeaseOwner = options.Owner,
        };
        var id = await stores.Jobs.StartAsync(job, cancellationToken);
        AirflowMetrics.JobStarted(JobType);
        Id = id;
        nextBeat = now;
        return id;
    }

    public async Task BeatAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now >= nextBeat && Id is { } id)
        {
            nextBeat = now + options.JobHeartbeat;
            await stores.Jobs.HeartbeatAsync(id, now, cancellationToken);
            AirflowMetrics.JobBeat(JobType);
        }
    }

    public async Task EndAsync(DateTimeOffset now)
    {
        if (Id is { } id)
        {
            await stores.Jobs.EndAsync(id, "success", now, CancellationToken.None);
            AirflowMetrics.JobEnded(JobType);
        }
    }

    /// <summary>
    /// Schedulers of this host whose process is gone (kill -9, power loss): their leases end now instead of at expiry, and the tries that ran
    /// in them are lost. Those that an earlier start has buried count, too: it may have been killed before it came to their tries.
    /// </summary>
    private async Task BuryDeadAsync(DateTimeOffset now, HashSet<int> dead, CancellationToken cancellationToken)
    {
        var running = await stores.Jobs.ListAsync(JobType, "running", int.MaxValue, cancellationToken);
        var gone = running.Where(job => job.Hostname == options.Hostname && job.Pid is { } pid && !options.IsAlive(pid)).ToList();
        string[] owners = [.. gone.Select(job => job.LeaseOwner).OfType<string>()];
        if (owners.Length > 0)
        {
            await stores.Runs.ExpireAsync(owners, cancellationToken);
        }

        foreach (var job in gone)
        {
            Log.FoundDead(logger, job.Id, job.Pid);
            await stores.Jobs.EndAsync(job.Id, "failed", now, cancellationToken);
        }

        if (!options.RunsTries)
        {
            return;
        }

        var buried = await stores.Jobs.ListAsync(JobType, "failed", MostDeadJobs, cancellationToken);
        dead.UnionWith(buried.Where(job => job.Hostname == options.Hostname).Select(job => job.Id));
    }

    private static partial class Log
    {
        [LoggerMessage(1005, LogLevel.Warning, "Scheduler job {JobId} (process {Pid}) is gone; its runs are taken over now")]
        public static partial void FoundDead(ILogger logger, int jobId, int? pid);
    }
}
