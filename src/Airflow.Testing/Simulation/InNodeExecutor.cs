using Airflow.Engine.Execution;

namespace Airflow.Testing.Simulation;

/// <summary>LocalExecutor of the simulation: the tries run in the node of the scheduler and die with it.</summary>
internal sealed class InNodeExecutor(SimulatedWorker worker, int parallelism) : IExecutor
{
    public string Name => "LocalExecutor";

    public int Parallelism => parallelism;

    public void Submit(IReadOnlyList<TaskWorkload> workloads)
    {
        foreach (var workload in workloads)
        {
            worker.Accept(workload);
        }
    }

    public void Cancel(Guid id, string reason) => worker.Cancel(id);

    public Task StopAsync(TimeSpan grace, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
