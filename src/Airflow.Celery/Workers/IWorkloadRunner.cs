using Airflow.Celery.Messages;

namespace Airflow.Celery.Workers;

/// <summary>Claims tries and runs them: what a worker does with a message that it took.</summary>
public interface IWorkloadRunner
{
    /// <summary>
    /// Claims the try and runs it to its end. It insists while the server that decides is away. Cancelled before the claim it throws
    /// <see cref="OperationCanceledException"/> and the message goes back to its queue; cancelled later it stops the try and gives it back.
    /// </summary>
    /// <param name="claimed">Called once the try is claimed, with the id of the process that runs it (0 while there is none): the message is acknowledged.</param>
    Task<WorkloadEnd> RunAsync(ReceivedWorkload workload, Func<int, Task> claimed, CancellationToken cancellationToken);

    /// <summary>Kills a try that it runs; unknown ids are ignored.</summary>
    void Stop(Guid id);
}
