using System.Text;
using System.Text.RegularExpressions;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Hosting;
using Airflow.Testing.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Testing.Local;

/// <summary>One run of a DAG in this process: the real scheduler and rules, stores in memory, tasks on the thread pool.</summary>
internal sealed class LocalRun(IReadOnlyList<Dag> dags, ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>Nobody who runs a file by hand waits five minutes for a retry.</summary>
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(1);

    private readonly MemoryDatabase database = new(clock);

    /// <summary>Tasks that succeed without being run.</summary>
    public Regex? MarkedSuccess { get; init; }

    public async Task<LocalRunResult> RunAsync(Dag dag, DateTimeOffset? logicalDate, string conf, CancellationToken cancellationToken)
    {
        await StoreDagsAsync(cancellationToken);
        var versions = new DagVersionCache(database.Stores.Dags);
        var record = (await database.Stores.Dags.FindAsync(dag.DagId, cancellationToken))!;
        var document = (await versions.FindAsync(record.LatestVersionId!.Value, cancellationToken))!.Document;
        var request = new ManualRunRequest { LogicalDate = logicalDate ?? clock.GetUtcNow(), Conf = conf, TriggeredBy = "test" };
        var run = ManualRuns.Build(record, document, request, clock.GetUtcNow());
        await database.Stores.Runs.CreateAsync(run, cancellationToken);

        var state = await ScheduleAsync(versions, run, cancellationToken);
        var tasks = await database.Stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
        return new LocalRunResult(run.RunId, document, state, tasks);
    }

    /// <summary>One task alone, once, whatever its trigger rule and upstream; nothing is retried.</summary>
    public async Task<TryOutcome> TestTaskAsync(Dag dag, Airflow.Operator task, DagFileArguments arguments, CancellationToken cancellationToken)
    {
        var (run, workload) = SingleTry(dag, task, arguments);
        await using var executor = SingleExecutor(dag);
        return await executor.ExecuteAsync(workload, new TaskStart { Run = run, StartDate = clock.GetUtcNow() }, run, cancellationToken);
    }

    /// <summary>The fields that a try of the task would have, as a JSON object; its own code does not run.</summary>
    public async Task<string> RenderTaskAsync(Dag dag, Airflow.Operator task, DagFileArguments arguments, CancellationToken cancellationToken)
    {
        var (run, workload) = SingleTry(dag, task, arguments);
        await using var executor = SingleExecutor(dag);
        await executor.RenderAsync(workload, new TaskStart { Run = run, StartDate = clock.GetUtcNow() }, run, cancellationToken);
        return await database.Stores.Tasks.FindRenderedFieldsAsync(workload.Key, cancellationToken) ?? "{}";
    }

    private LocalRunExecutor SingleExecutor(Dag dag) => new(
        new LocalExecutionApi(database.Stores, LocalSecrets.Create(clock), new DagVersionCache(database.Stores.Dags), clock),
        FindTask, Path.GetDirectoryName(dag.Place.File), loggers, clock);

    private (DagRun Run, TaskWorkload Workload) SingleTry(Dag dag, Airflow.Operator task, DagFileArguments arguments)
    {
        var now = clock.GetUtcNow();
        var logicalDate = arguments.LogicalDate;
        var run = new DagRun
        {
            DagId = dag.DagId,
            RunId = $"test__{logicalDate ?? now:yyyy-MM-ddTHH:mm:sszzz}",
            RunType = RunType.Manual,
            RunAfter = now,
            LogicalDate = logicalDate ?? now,
            DataIntervalStart = logicalDate ?? now,
            DataIntervalEnd = logicalDate ?? now,
            Conf = arguments.Conf,
        };
        var workload = new TaskWorkload
        {
            Id = Guid.CreateVersion7(now),
            Key = new TaskInstanceKey(dag.DagId, run.RunId, task.Id, arguments.MapIndex ?? (task.HasInstances ? 0 : -1)),
            TryNumber = 1,
            DagVersionId = Guid.Empty,
            Queue = "default",
            Pool = "default_pool",
            BundleName = "local",
            BundleVersion = "",
            DagRelPath = Path.GetFileName(dag.Place.File),
            LogPath = "",
        };
        return (run, workload);
    }

    private async Task<RunState> ScheduleAsync(DagVersionCache versions, DagRun run, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<RunState>(TaskCreationOptions.RunContinuationsAsynchronously);
        var api = new LocalExecutionApi(database.Stores, LocalSecrets.Create(clock), versions, clock);
        await using var executor = new LocalRunExecutor(api, FindTask, Path.GetDirectoryName(dags[0].Place.File), loggers, clock)
        {
            Run = (task, context) => MarkedSuccess?.IsMatch(task.Id) == true ? Task.FromResult<TaskOutcome>(TaskOutcome.Success()) : TaskRunner.RunAsync(task, context),
        };
        var options = new SchedulerOptions
        {
            Owner = "local",
            Hostname = Environment.MachineName,
            RetryDelayCap = LongestRetryDelay,
            OnRunEnded = (endedRun, state) =>
            {
                if (endedRun.DagId == run.DagId && endedRun.RunId == run.RunId)
                {
                    ended.TrySetResult(state);
                }
            },
        };
        await using var scheduler = new RunScheduler(database.Stores, versions, executor, options, clock, NullLogger<RunScheduler>.Instance);
        api.Scheduler = scheduler;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scheduling = scheduler.RunAsync(stop.Token);
        try
        {
            await Task.WhenAny(ended.Task, scheduling);
            var state = ended.Task.IsCompletedSuccessfully ? await ended.Task : throw new OperationCanceledException(cancellationToken);
            await CallBackAsync(executor, run, cancellationToken);
            return state;
        }
        finally
        {
            await stop.CancelAsync();
            await scheduling;
        }
    }

    /// <summary>Tasks have called for themselves when they ended; the outbox also has what the DAG is called for.</summary>
    private async Task CallBackAsync(LocalRunExecutor executor, DagRun run, CancellationToken cancellationToken)
    {
        var dag = dags.First(dag => dag.DagId == run.DagId);
        foreach (var row in await database.Callbacks.ListAsync(run.DagId, run.RunId, cancellationToken))
        {
            if (row.Event.IsOfDag && await database.Stores.Runs.FindAsync(run.DagId, run.RunId, cancellationToken) is { } stored)
            {
                await executor.CallBackAsync(dag, row.Event, stored, cancellationToken);
            }
        }
    }

    private async Task StoreDagsAsync(CancellationToken cancellationToken)
    {
        var files = dags.Select(dag => new ParsedFile
        {
            BundleName = "local",
            RelativePath = Path.GetFileName(dag.Place.File),
            ParsedAt = clock.GetUtcNow(),
            Dags = [Parse(dag)],
        });
        await database.Stores.Dags.SaveAsync([.. files], cancellationToken);
    }

    private static ParsedDag Parse(Dag dag)
    {
        var file = Path.GetFullPath(dag.Place.File);
        var source = new DagSource
        {
            FileLocation = file,
            RelativeFileLocation = Path.GetFileName(file),
            DagsFolder = Path.GetDirectoryName(file) ?? "",
        };
        var document = DagSerializer.Serialize(dag, source);
        return new ParsedDag
        {
            Data = Encoding.UTF8.GetString(DagSerialization.Write(document)),
            DagHash = DagHash.Compute(document),
            Dag = new DagRecord
            {
                DagId = dag.DagId,
                FileLocation = file,
                RelativeFileLocation = source.RelativeFileLocation,
                BundleName = "local",
                MaxActiveRuns = document.MaxActiveRuns ?? source.MaxActiveRuns,
                MaxActiveTasks = document.MaxActiveTasks ?? source.MaxActiveTasks,
            },
        };
    }

    private Airflow.Operator FindTask(string dagId, string taskId) =>
        dags.First(dag => dag.DagId == dagId).Graph.Find(taskId) ?? throw new InvalidOperationException($"DAG '{dagId}' has no task '{taskId}'.");
}
