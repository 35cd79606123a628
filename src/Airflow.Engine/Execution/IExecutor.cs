namespace Airflow.Engine.Execution;

/// <summary>Runs queued tries somewhere. Submitting is a hint: the database decides at the claim who starts a try.</summary>
public interface IExecutor : IAsyncDisposable
{
    /// <summary>Airflow's name, for example LocalExecutor.</summary>
    string Name { get; }

    /// <summary>Most tries it holds at once, queued and running; the scheduler queues no more.</summary>
    int Parallelism { get; }

    void Submit(IReadOnlyList<TaskWorkload> workloads);

    /// <summary>Stops a try that it holds (killed by a user, timed out run, DAG deleted); unknown ids are ignored.</summary>
    void Cancel(Guid id, string reason);

    /// <summary>Takes nothing new, lets running tries go on for the grace period, then stops them and gives them back.</summary>
    Task StopAsync(TimeSpan grace, CancellationToken cancellationToken);
}
