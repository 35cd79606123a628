namespace Airflow.Engine.Coordination;

/// <summary>Workers that told of themselves (table worker).</summary>
public interface IWorkerStore
{
    /// <summary>Stores what the worker tells of itself now; when it started stays as it was first told.</summary>
    Task ReportAsync(WorkerRecord worker, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="hostname">Only those of that host; null: all.</param>
    /// <param name="heardSince">Only those that have not ended and were heard of since; null: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<WorkerRecord>> ListAsync(string? hostname, DateTimeOffset? heardSince, CancellationToken cancellationToken);

    /// <summary>How many queued tries wait on each queue.</summary>
    Task<IReadOnlyDictionary<string, int>> CountQueuedAsync(CancellationToken cancellationToken);

    /// <summary>Removes what was not heard of since then.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
