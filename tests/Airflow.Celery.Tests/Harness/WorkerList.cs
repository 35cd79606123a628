using System.Collections.Concurrent;
using Airflow.Engine.Coordination;

namespace Airflow.Celery.Tests.Harness;

/// <summary>Workers as they were reported, and tries that wait on queues.</summary>
internal sealed class WorkerList : IWorkerStore
{
    public ConcurrentDictionary<Guid, WorkerRecord> Workers { get; } = new();

    public Dictionary<string, int> Queued { get; } = new(StringComparer.Ordinal);

    public Task ReportAsync(WorkerRecord worker, CancellationToken cancellationToken)
    {
        Workers[worker.Id] = worker;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkerRecord>> ListAsync(string? hostname, DateTimeOffset? heardSince, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkerRecord>>([.. Workers.Values.Where(worker => heardSince is null || worker.LatestHeartbeat > heardSince)]);

    public Task<IReadOnlyDictionary<string, int>> CountQueuedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, int>>(Queued);

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is forgotten here.");
}
