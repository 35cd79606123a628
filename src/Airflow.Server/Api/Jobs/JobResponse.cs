using Airflow.Engine.Coordination;

namespace Airflow.Server.Api.Jobs;

/// <summary>A running role, or one that ran. None belongs to a DAG, and as a scheduler may have several executors Airflow names none.</summary>
internal sealed record JobResponse(
    int Id,
    string? DagId,
    string? State,
    string? JobType,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    DateTimeOffset? LatestHeartbeat,
    string? ExecutorClass,
    string? Hostname,
    string? Unixname,
    string? DagDisplayName)
{
    public static JobResponse Of(Job job) => new(
        job.Id, null, job.State, job.JobType, job.StartDate, job.EndDate, job.LatestHeartbeat, null, job.Hostname, job.UnixName, null);
}
