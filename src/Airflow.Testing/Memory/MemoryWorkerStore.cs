using Airflow.Engine.Coordination;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Memory;

/// <summary>Workers in memory.</summary>
internal sealed class MemoryWorkerStore(MemoryDatabase database) : IWorkerStore
{
    private readonly Dictionary<Guid, WorkerRecord> workers = [];

    public Task ReportAsync(WorkerRecord worker, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            workers[worker.Id] = workers.TryGetValue(worker.Id, out var known) ? worker with { StartedAt = known.StartedAt } : worker;
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<WorkerRecord>> ListAsync(string? hostname, DateTimeOffset? heardSince, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<WorkerRecord>>(
            [
                .. workers.Values.Where(worker => (hostname is null || worker.Hostname == hostname)
                    && (heardSince is null || (worker.EndedAt is null && worker.LatestHeartbeat > heardSince))).OrderByDescending(worker => worker.StartedAt).ThenBy(worker => worker.Id),
            ]);
        }
    }

    public Task<IReadOnlyDictionary<string, int>> CountQueuedAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, int>>(
                database.Tasks.Values.Where(task => task.State == TaskState.Queued).CountBy(task => task.Queue, StringComparer.Ordinal)
                    .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal));
        }
    }

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var old = workers.Values.Where(worker => worker.LatestHeartbeat < before).Select(worker => worker.Id).ToList();
            old.ForEach(id => workers.Remove(id));
            return Task.FromResult(old.Count);
        }
    }
}
