using Airflow.Engine.Execution;
using Airflow.Engine.Runs;

namespace Airflow.Testing.Simulation;

/// <summary>What a task does when a simulated worker runs a try of it.</summary>
internal interface ITryCode
{
    /// <summary>Runs one try: values come from and go to the execution API, time is the worker's, and the token is cancelled when the try is to be stopped.</summary>
    Task<TryOutcome> RunAsync(IExecutionApi api, TaskWorkload workload, TaskStart start, DagRun run, TimeProvider clock, CancellationToken cancellationToken);
}
