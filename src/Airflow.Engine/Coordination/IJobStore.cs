namespace Airflow.Engine.Coordination;

/// <summary>Running roles and their heartbeats.</summary>
public interface IJobStore
{
    /// <summary>Stores the job and returns its id.</summary>
    Task<int> StartAsync(Job job, CancellationToken cancellationToken);
    Task HeartbeatAsync(int id, DateTimeOffset now, CancellationToken cancellationToken);
    Task EndAsync(int id, string state, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>Newest first; filters are optional.</summary>
    Task<IReadOnlyList<Job>> ListAsync(string? jobType, string? state, int limit, CancellationToken cancellationToken);
}
