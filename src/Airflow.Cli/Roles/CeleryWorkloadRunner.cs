using Airflow.Celery.Messages;
using Airflow.Celery.Workers;
using Airflow.Engine.Execution;
using Airflow.Runtime.Local;

namespace Airflow.Cli.Roles;

/// <summary>Runs what a Celery worker takes: the message says only which try waits, everything else comes with the claim.</summary>
internal sealed class CeleryWorkloadRunner(IExecutionApi api, TryRunner runner) : IWorkloadRunner
{
    public async Task<WorkloadEnd> RunAsync(ReceivedWorkload workload, Func<int, Task> claimed, CancellationToken cancellationToken)
    {
        var id = workload.Workload.Id;
        var refusal = await runner.RunAsync(() => api.ClaimAsync(id, runner.Worker, CancellationToken.None), () => claimed(Environment.ProcessId), cancellationToken);
        return refusal is null ? WorkloadEnd.Done : WorkloadEnd.Refused(refusal);
    }

    public void Stop(Guid id) => runner.Stop(id);
}
