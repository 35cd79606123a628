using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Testing.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>The real scheduler on stores in memory, a manual clock and an executor that the test plays.</summary>
internal sealed class SchedulerBench
{
    private readonly LocalExecutionApi api;

    public SchedulerBench(
        MemoryDatabase? database = null,
        int parallelism = 32,
        string owner = "s1",
        Func<int, bool>? isAlive = null,
        News news = News.None,
        bool runsTries = true,
        Func<SchedulerStores, SchedulerStores>? stores = null)
    {
        Database = database ?? new MemoryDatabase(new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Executor = new RecordingExecutor(parallelism);
        var versions = new DagVersionCache(Database.Stores.Dags);
        var options = new SchedulerOptions { Owner = owner, Hostname = "host", Pid = 1, IsAlive = isAlive ?? (_ => true), RunsTries = runsTries };
        Scheduler = new RunScheduler(stores?.Invoke(Database.Stores) ?? Database.Stores, versions, Executor, options, Database.Clock, NullLogger<RunScheduler>.Instance);
        var secrets = new SecretCatalogs(null!, null!, null!);
        api = new LocalExecutionApi(Database.Stores, secrets, versions, Database.Clock)
        {
            Scheduler = news == News.None ? Scheduler : null,
            Wake = news == News.None ? null : new SchedulerNews(Scheduler, news == News.Lost),
        };
    }

    /// <summary>A scheduler that has looked once at a run of the DAG.</summary>
    public static async Task<SchedulerBench> ArrangeAsync(TestDag dag)
    {
        var bench = new SchedulerBench();
        await dag.StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d");
        return bench;
    }

    /// <summary>How the scheduler hears of tries that end.</summary>
    public enum News
    {
        /// <summary>They end in its own process.</summary>
        None,

        /// <summary>They end in another process, which tells of it.</summary>
        Told,

        /// <summary>They end in another process, whose news gets lost.</summary>
        Lost,
    }

    public MemoryDatabase Database { get; }

    public RecordingExecutor Executor { get; }

    public RunScheduler Scheduler { get; }

    public ManualClock Clock => (ManualClock)Database.Clock;

    public IEnumerable<string> Submitted => Executor.Submitted.Select(workload => workload.Key.MapIndex < 0 ? workload.Key.TaskId : $"{workload.Key.TaskId}[{workload.Key.MapIndex}]");

    public async Task StartAsync()
    {
        await Scheduler.StartAsync(CancellationToken.None);
        await PassAsync();
    }

    public Task PassAsync() => Scheduler.RunPassAsync(CancellationToken.None);

    public async Task TriggerAsync(string dagId, string runId = "r1", DateTimeOffset? logicalDate = null)
    {
        var dag = (await Database.Stores.Dags.FindAsync(dagId, CancellationToken.None))!;
        var run = new DagRun
        {
            DagId = dagId,
            RunId = runId,
            RunType = RunType.Manual,
            LogicalDate = logicalDate,
            RunAfter = Clock.GetUtcNow(),
            CreatedDagVersionId = dag.LatestVersionId,
        };
        (await Database.Stores.Runs.CreateAsync(run, CancellationToken.None)).ShouldBe(RunCreation.Created);
        Scheduler.Wake("runs");
        await PassAsync();
    }

    public TaskWorkload Take(string taskId, int mapIndex = -1)
    {
        var workload = Executor.Submitted.First(submitted => submitted.Key.TaskId == taskId && submitted.Key.MapIndex == mapIndex);
        Executor.Submitted.Remove(workload);
        return workload;
    }

    public async Task<TaskWorkload> StartTaskAsync(string taskId, int mapIndex = -1)
    {
        var workload = Take(taskId, mapIndex);
        (await ClaimAsync(workload)).Refusal.ShouldBeNull();
        return workload;
    }

    public Task<TaskStart> ClaimAsync(TaskWorkload workload, string host = "host") =>
        api.StartAsync(workload, new WorkerIdentity(host, "me", 1, "test"), CancellationToken.None);

    /// <summary>A late report of a host that had the try once.</summary>
    public async Task<bool> EndAsync(TaskWorkload workload, TaskState state, string host)
    {
        var outcome = new TryOutcome { State = state, EndDate = Clock.GetUtcNow(), Worker = new WorkerIdentity(host, "me", 1, "test"), RescheduleDate = Clock.GetUtcNow() };
        return await EndAsync(workload, outcome);
    }

    public Task<bool> EndAsync(TaskWorkload workload, TaskState state, params XCom[] xcoms) =>
        EndAsync(workload, new TryOutcome { State = state, EndDate = Clock.GetUtcNow(), XComs = xcoms });

    public async Task<bool> EndAsync(TaskWorkload workload, TryOutcome outcome)
    {
        var ending = api.FinishAsync(workload, outcome, CancellationToken.None);
        await PassAsync();
        return await ending;
    }

    public Task<bool> EndWithSkipAsync(TaskWorkload workload, string skipped) => api.FinishAsync(
        workload,
        new TryOutcome { State = TaskState.Success, EndDate = Clock.GetUtcNow(), Skips = [new SkipTarget(skipped)] },
        CancellationToken.None);

    public async Task RunTaskAsync(string taskId, TaskState state = TaskState.Success, int mapIndex = -1, params XCom[] xcoms) =>
        (await EndAsync(await StartTaskAsync(taskId, mapIndex), state, xcoms)).ShouldBeTrue();

    /// <summary>The outbox of callbacks, in the order in which it was written.</summary>
    public IReadOnlyList<string> Events() =>
        [.. Database.Outbox.Values.Select(row => row.Event).Select(item => item.IsOfDag ? $"run {item.Kind.Name()} {item.Reason}" : $"{item.Task!.TaskId} {item.Kind.Name()}")];

    public TaskState StateOf(string taskId, int mapIndex = -1, string runId = "r1") =>
        Database.Tasks.Values.Single(task => task.Key.TaskId == taskId && task.Key.MapIndex == mapIndex && task.Key.RunId == runId).State;

    public RunState RunState(string runId = "r1") => Database.Runs.Values.Single(run => run.RunId == runId).State;

    private sealed class SchedulerNews(RunScheduler scheduler, bool isLost) : Airflow.Engine.Coordination.IWakeSignal
    {
        public void Wake(string topic)
        {
            if (!isLost)
            {
                scheduler.Wake(topic);
            }
        }
    }
}
