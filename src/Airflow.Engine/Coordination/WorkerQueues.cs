namespace Airflow.Engine.Coordination;

/// <summary>Compares the queues on which tries wait with those on which live workers listen.</summary>
public sealed class WorkerQueues(IWorkerStore workers, TimeProvider clock)
{
    /// <summary>Workers that are alive, newest first.</summary>
    public Task<IReadOnlyList<WorkerRecord>> ListAliveAsync(CancellationToken cancellationToken) =>
        workers.ListAsync(null, clock.GetUtcNow() - WorkerRecord.Silence, cancellationToken);

    /// <summary>Queues with waiting tries and no worker, by name.</summary>
    public async Task<IReadOnlyList<UnservedQueue>> ListUnservedAsync(CancellationToken cancellationToken)
    {
        var queued = await workers.CountQueuedAsync(cancellationToken);
        if (queued.Count == 0)
        {
            return [];
        }

        var served = Served(await ListAliveAsync(cancellationToken));
        return
        [
            .. queued.Where(entry => !served.Contains(entry.Key, StringComparer.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new UnservedQueue(entry.Key, entry.Value, served)),
        ];
    }

    /// <summary>Why a try on this queue would not start; null when a live worker listens.</summary>
    public async Task<string?> ExplainAsync(string queue, CancellationToken cancellationToken)
    {
        var served = Served(await ListAliveAsync(cancellationToken));
        if (served.Contains(queue, StringComparer.Ordinal))
        {
            return null;
        }

        return (await workers.CountQueuedAsync(cancellationToken)).TryGetValue(queue, out var count)
            ? $"{new UnservedQueue(queue, count, served).Describe()}."
            : $"No live worker listens on `{queue}`; {UnservedQueue.DescribeServed(served)}.";
    }

    public static IReadOnlyList<string> Served(IEnumerable<WorkerRecord> alive) =>
        [.. alive.SelectMany(worker => worker.Queues).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
