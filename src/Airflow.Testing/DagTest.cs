using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Testing.Simulation;

namespace Airflow.Testing;

/// <summary>A DAG, or one task of it, in a unit test: without a server, on virtual time, so that a retry delay of hours takes no time at all.</summary>
public static class DagTest
{
    /// <summary>Runs a DAG once, from the trigger until its run has ended.</summary>
    /// <param name="dag">The DAG.</param>
    /// <param name="options">What it is triggered with, and what stands in for tasks.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>What became of the run and its tasks.</returns>
    /// <exception cref="ArgumentException">The DAG is not valid; the message tells all that is wrong.</exception>
    public static async Task<TestedRun> RunAsync(Dag dag, DagTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dag);
        options ??= new DagTestOptions();
        var cluster = await ClusterAsync(dag, options);
        var runId = await cluster.TriggerAsync(dag.DagId, options.LogicalDate, options.Conf);
        while (cluster.Runs(dag.DagId).First(run => run.RunId == runId) is { } run)
        {
            if (run.State.IsFinished())
            {
                return run;
            }

            await cluster.RunUntilIdleAsync(cancellationToken);
        }

        throw new InvalidOperationException($"The run '{runId}' is gone.");
    }

    /// <summary>Runs one task alone, once, whatever stands before it; nothing is retried.</summary>
    /// <param name="dag">The DAG.</param>
    /// <param name="taskId">Id of the task.</param>
    /// <param name="options">Results of the tasks before it, and what the run is triggered with.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The DAG is not valid, or has no such task.</exception>
    public static async Task<TestedTask> RunTaskAsync(Dag dag, string taskId, DagTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dag);
        options ??= new DagTestOptions();
        var task = dag.Graph.Find(taskId) ?? throw new ArgumentException($"DAG '{dag.DagId}' has no task '{taskId}'; it has {string.Join(", ", dag.Tasks.Select(known => known.Id))}.", nameof(taskId));
        var cluster = await ClusterAsync(dag, options);
        var simulation = cluster.Simulation;
        var runId = await cluster.TriggerAsync(dag.DagId, options.LogicalDate, options.Conf);
        foreach (var (before, result) in options.Results)
        {
            var key = new XComKey(dag.DagId, runId, before, XCom.ReturnKey, -1);
            await simulation.Database.Stores.XComs.SaveAsync(new XCom(key, JsonSerializer.Serialize(result, JsonSerializerOptions.Web)), cancellationToken);
        }

        TryOutcome? outcome = null;
        var workload = Workload(dag, task, runId, options);
        simulation.User.Start(async () =>
        {
            var api = new LocalExecutionApi(simulation.Database.Stores, simulation.Secrets, new Engine.Scheduling.DagVersionCache(simulation.Database.Stores.Dags), simulation.User.Clock);
            var run = await simulation.Database.Stores.Runs.FindAsync(dag.DagId, runId, cancellationToken);
            outcome = await simulation.Code.RunAsync(api, workload, new TaskStart { Run = run, StartDate = simulation.World.Now }, run!, simulation.User.Clock, cancellationToken);
        });
        await simulation.World.RunAsync(() => outcome is not null, DateTimeOffset.MaxValue, cancellationToken);
        return outcome is null
            ? throw new SimulationFailedException($"Task '{taskId}' waits for something that never comes.", simulation.World.Failure)
            : ToTested(workload, outcome);
    }

    private static async Task<SimulatedCluster> ClusterAsync(Dag dag, DagTestOptions options)
    {
        var cluster = new SimulatedCluster(new ClusterOptions { Start = options.Start });
        await cluster.AddAsync(dag);
        cluster.Simulation.Database.Dags[dag.DagId] = cluster.Simulation.Database.Dags[dag.DagId] with { Next = null };
        foreach (var (taskId, standIn) in options.StandIns)
        {
            cluster.Replace(dag.DagId, taskId, standIn);
        }

        return cluster;
    }

    private static TaskWorkload Workload(Dag dag, Operator task, string runId, DagTestOptions options) => new()
    {
        Id = Guid.CreateVersion7(options.Start),
        Key = new TaskInstanceKey(dag.DagId, runId, task.Id, task.HasInstances ? options.MapIndex : -1),
        TryNumber = 1,
        DagVersionId = Guid.Empty,
        Queue = "default",
        Pool = "default_pool",
        BundleName = "test",
        BundleVersion = "",
        DagRelPath = Path.GetFileName(dag.Place.File),
        LogPath = "",
    };

    private static TestedTask ToTested(TaskWorkload workload, TryOutcome outcome) => new()
    {
        TaskId = workload.Key.TaskId,
        MapIndex = workload.Key.MapIndex,
        State = outcome.State,
        Tries = 1,
        EndDate = outcome.EndDate,
        Reason = outcome.Reason,
        ResultJson = outcome.XComs.FirstOrDefault(xcom => xcom.Key.Key == XCom.ReturnKey)?.Value,
    };
}
