namespace Airflow.Engine.Coordination;

/// <summary>
/// Tells workers what to do while they run; each call ends when the worker has answered, and throws worker_silent when it did not, worker_refused when
/// it will not. What is changed lasts until the worker ends.
/// </summary>
public interface IWorkerControl
{
    /// <summary>Takes nothing new and finishes what it has; its queues are remembered for <see cref="ResumeAsync"/>.</summary>
    Task DrainAsync(string worker, CancellationToken cancellationToken);

    /// <summary>Serves again the queues that it served before it was drained.</summary>
    Task ResumeAsync(string worker, CancellationToken cancellationToken);

    /// <summary>Runs that many tries at once; those that run already go on when it becomes fewer.</summary>
    Task ResizeAsync(string worker, int slots, CancellationToken cancellationToken);

    Task AddQueueAsync(string worker, string queue, CancellationToken cancellationToken);

    Task RemoveQueueAsync(string worker, string queue, CancellationToken cancellationToken);

    /// <summary>Ends when its tries have ended. Nothing is answered.</summary>
    Task ShutDownAsync(string worker, CancellationToken cancellationToken);

    /// <summary>Does not run the try if it comes; with <paramref name="terminate"/> one that runs is killed.</summary>
    Task RevokeAsync(string worker, Guid id, bool terminate, CancellationToken cancellationToken);
}
