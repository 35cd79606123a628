using Airflow.Engine.Telemetry;

namespace Airflow.Engine.Coordination;

/// <summary>Keeps the job row of a role alive for as long as the role runs, and ends it with the role.</summary>
public sealed class JobHeartbeat : IAsyncDisposable
{
    private readonly IJobStore jobs;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stopping = new();
    private readonly string jobType;
    private readonly int id;
    private readonly Task beating;

    private JobHeartbeat(IJobStore jobs, string jobType, int id, TimeSpan interval, TimeProvider clock)
    {
        this.jobs = jobs;
        this.jobType = jobType;
        this.id = id;
        this.clock = clock;
        beating = BeatAsync(interval);
    }

    /// <summary>The job's key.</summary>
    public int Id => id;

    /// <summary>Begins the row. A role within another one says which.</summary>
    public static async Task<JobHeartbeat> StartAsync(
        IJobStore jobs, string jobType, string hostname, TimeSpan interval, TimeProvider clock, CancellationToken cancellationToken, string? within = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        var job = new Job
        {
            JobType = jobType,
            State = "running",
            Hostname = hostname,
            UnixName = Environment.UserName,
            Pid = Environment.ProcessId,
            ExecutorClass = within,
            StartDate = now,
            LatestHeartbeat = now,
        };
        var jobId = await jobs.StartAsync(job, cancellationToken);
        AirflowMetrics.JobStarted(jobType);
        return new JobHeartbeat(jobs, jobType, jobId, interval, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await beating;
        await jobs.EndAsync(id, "success", clock.GetUtcNow(), CancellationToken.None);
        AirflowMetrics.JobEnded(jobType);
        stopping.Dispose();
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        try
        {
            using var timer = new PeriodicTimer(interval, clock);
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                await BeatOnceAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task BeatOnceAsync()
    {
        try
        {
            await jobs.HeartbeatAsync(id, clock.GetUtcNow(), stopping.Token);
            AirflowMetrics.JobBeat(jobType);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            AirflowMetrics.JobSilent(jobType);

            // the next beat comes soon; a role does not end because the database was busy for a moment
            return;
        }
    }
}
