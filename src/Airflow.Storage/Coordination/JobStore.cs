using Airflow.Engine.Coordination;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Coordination;

/// <summary>Running roles in table job.</summary>
internal sealed class JobStore(ISqlDatabase database) : IJobStore
{
    public Task<int> StartAsync(Job job, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.FirstAsync(
            JobSql.Insert,
            row => row.Int(0),
            ("state", job.State),
            ("job_type", job.JobType),
            ("start_date", job.StartDate),
            ("end_date", job.EndDate),
            ("latest_heartbeat", job.LatestHeartbeat ?? job.StartDate),
            ("executor_class", job.ExecutorClass),
            ("hostname", job.Hostname),
            ("unixname", job.UnixName),
            ("pid", job.Pid),
            ("lease_owner", job.LeaseOwner)),
        cancellationToken);

    public Task HeartbeatAsync(int id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Reserved.ExecuteAsync(JobSql.Heartbeat, cancellationToken, ("now", now), ("id", id));

    public Task EndAsync(int id, string state, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(JobSql.End, cancellationToken, ("state", state), ("now", now), ("id", id));

    public Task<IReadOnlyList<Job>> ListAsync(string? jobType, string? state, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(JobSql.List, Read, cancellationToken, ("job_type", jobType), ("state", state), ("limit", limit));

    internal static Job Read(SqlRow row) => new()
    {
        Id = row.Int(0),
        JobType = row.TextOrNull(1) ?? "",
        State = row.TextOrNull(2) ?? "",
        Hostname = row.TextOrNull(3) ?? "",
        UnixName = row.TextOrNull(4),
        Pid = row.IntOrNull(5),
        ExecutorClass = row.TextOrNull(6),
        StartDate = row.TimeOrNull(7),
        EndDate = row.TimeOrNull(8),
        LatestHeartbeat = row.TimeOrNull(9),
        LeaseOwner = row.TextOrNull(10),
    };
}
