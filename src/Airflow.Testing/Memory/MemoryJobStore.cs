using Airflow.Engine.Coordination;

namespace Airflow.Testing.Memory;

/// <summary>Jobs in memory.</summary>
internal sealed class MemoryJobStore(MemoryDatabase database) : IJobStore
{
    public Task<int> StartAsync(Job job, CancellationToken cancellationToken)
    {
        database.Jobs.Add(job with { Id = database.Jobs.Count + 1 });
        return Task.FromResult(database.Jobs.Count);
    }

    public Task HeartbeatAsync(int id, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(id, job => job with { LatestHeartbeat = now });

    public Task EndAsync(int id, string state, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(id, job => job with { State = state, EndDate = now });

    public Task<IReadOnlyList<Job>> ListAsync(string? jobType, string? state, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Job>>(
        [
            .. database.Jobs.Where(job => (jobType is null || job.JobType == jobType) && (state is null || job.State == state)).Reverse().Take(limit),
        ]);

    private Task ChangeAsync(int id, Func<Job, Job> change)
    {
        database.Jobs[id - 1] = change(database.Jobs[id - 1]);
        return Task.CompletedTask;
    }
}
