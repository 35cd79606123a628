using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Hosting;
using Airflow.Testing.Local;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Testing.Simulation;

/// <summary>Runs the C# code of tasks, or what stands in for it.</summary>
internal sealed class DagCode : ITryCode
{
    private readonly Dictionary<string, Dag> dags = new(StringComparer.Ordinal);
    private readonly Dictionary<(string DagId, string TaskId), StandIn> standIns = [];

    public IReadOnlyDictionary<string, Dag> Dags => dags;

    public void Add(Dag dag) => dags.Add(dag.DagId, dag);

    public void Replace(string dagId, string taskId, StandIn standIn)
    {
        _ = Find(dagId, taskId);
        standIns[(dagId, taskId)] = standIn;
    }

    public async Task<TryOutcome> RunAsync(
        IExecutionApi api, TaskWorkload workload, TaskStart start, DagRun run, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var scope = CodeScope.Begin((SimulatedNode)SynchronizationContext.Current!);
        await using var executor = new LocalRunExecutor(api, Find, Path.GetDirectoryName(dags[workload.Key.DagId].Place.File), NullLoggerFactory.Instance, clock)
        {
            Run = (task, context) => standIns.TryGetValue((context.DagId, context.TaskId), out var standIn) ? standIn.RunAsync(task, context) : TaskRunner.RunAsync(task, context),
        };
        return await executor.ExecuteAsync(workload, start, run, cancellationToken);
    }

    private Operator Find(string dagId, string taskId) =>
        dags[dagId].Graph.Find(taskId) ?? throw new ArgumentException($"DAG '{dagId}' has no task '{taskId}'; it has {string.Join(", ", dags[dagId].Tasks.Select(task => task.Id))}.");
}
