using Airflow.Cli.Commands.Jobs;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Views;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>One run of a stored DAG by the scheduler and the executor that are there, waited for.</summary>
/// <param name="IsSuccess">Whether the run succeeded.</param>
/// <param name="Graph">The DAG in the language of Graphviz, with the states of the tasks.</param>
internal sealed record ExecutorTest(bool IsSuccess, string Graph)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes the run, tells each task that ends, and comes back when the run has ended.</summary>
    public static async Task<ExecutorTest> RunAsync(CommandContext context, string dagId, DateTimeOffset? logicalDate, string conf)
    {
        var stores = await context.OpenStoresAsync();
        var dag = await stores.Dags.FindAsync(dagId, context.CancellationToken);
        var document = (dag is null ? null : await DagLookup.FindDocumentAsync(context, stores, dag))
            ?? throw new AirflowException("dag_not_found", $"Dag '{dagId}' could not be found in the database; --use-executor needs a DAG that the DAG processor has read.");
        await RequireReadyAsync(context, stores, dag!);
        var run = await TypedRun.BuildAsync(context, stores, dag!, document, new ManualRunRequest { LogicalDate = logicalDate, Conf = conf, TriggeredBy = "cli" });
        if (await stores.Runs.CreateAsync(run, context.CancellationToken) != RunCreation.Created)
        {
            throw new AirflowException("run_already_exists", $"A DAG Run already exists for DAG {dagId} with run id {run.RunId}");
        }

        context.Wake("runs");
        context.Out.Write($"{dagId} {run.RunId}: {run.State.Name()}\n");
        await foreach (var task in FollowAsync(context, stores, run))
        {
            context.Out.Write($"{task.Key.TaskId}{(task.Key.MapIndex < 0 ? "" : $"[{task.Key.MapIndex}]")}: {task.State.Name()}\n");
        }

        var ended = (await stores.Runs.FindAsync(dagId, run.RunId, context.CancellationToken))!;
        context.Out.Write($"{dagId} {run.RunId}: {ended.State.Name()}\n");
        var tasks = await stores.TaskInstances.ListForRunAsync(dagId, run.RunId, context.CancellationToken);
        return new ExecutorTest(ended.State == RunState.Success, DagDot.Of(DagGraph.Build(document), RunStates.Of(tasks)));
    }

    /// <summary>A run that nothing would start is refused before it is made.</summary>
    private static async Task RequireReadyAsync(CommandContext context, AirflowStores stores, DagRecord dag)
    {
        if (dag.IsPaused)
        {
            throw new AirflowException("dag_paused", $"Dag '{dag.DagId}' is paused, so that no run of it would begin: airflow dags unpause {dag.DagId}");
        }

        var now = context.Clock.GetUtcNow();
        var jobs = await stores.Jobs.ListAsync("SchedulerJob", "running", int.MaxValue, context.CancellationToken);
        if (!jobs.Any(job => JobLife.IsAlive(context, job, now)))
        {
            throw new AirflowException("no_alive_job", "No scheduler is alive that would run it: start airflow standalone or airflow scheduler, or leave --use-executor out.");
        }
    }

    private static async IAsyncEnumerable<TaskInstance> FollowAsync(CommandContext context, AirflowStores stores, DagRun run)
    {
        var told = new HashSet<TaskInstanceKey>();
        while (true)
        {
            var hasEnded = await stores.Runs.FindAsync(run.DagId, run.RunId, context.CancellationToken) is not { State: RunState.Queued or RunState.Running };
            foreach (var task in (await stores.TaskInstances.ListForRunAsync(run.DagId, run.RunId, context.CancellationToken)).Where(task => task.State.IsFinished() && told.Add(task.Key)))
            {
                yield return task;
            }

            if (hasEnded)
            {
                yield break;
            }

            await Task.Delay(Pause, context.Clock, context.CancellationToken);
        }
    }
}
