using Airflow.Engine.Coordination;

namespace Airflow.Server.Tests.Logs;

/// <summary>Workers in memory.</summary>
internal sealed class TestWorkerStore : IWorkerStore
{
    public List<WorkerRecord> All { get; } = [];

    public Task ReportAsync(WorkerRecord worker, CancellationToken cancellationToken)
    {
        All.Add(worker);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkerRecord>> ListAsync(string? hostname, DateTimeOffset? heardSince, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkerRecord>>([.. All.Where(worker => (hostname is null || worker.Hostname == hostname) && !(worker.LatestHeartbeat < heardSince))]);

    public Task<IReadOnlyDictionary<string, int>> CountQueuedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>(StringComparer.Ordinal));

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(All.RemoveAll(worker => worker.LatestHeartbeat < before));
}
