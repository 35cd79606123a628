using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>What every conformance suite starts from: a migrated database, and ways to put DAGs, runs and tasks into it.</summary>
public abstract class StoreConformance(ITestDatabase database) : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A lease that has expired as soon as it is given.</summary>
    protected static readonly TimeSpan NoTime = TimeSpan.FromSeconds(-1);

    private readonly List<AirflowStores> _opened = [];
    private int _ids;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string Url { get; private set; } = "";

    protected AirflowStores Stores { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Url = await database.CreateAsync();
        Stores = OpenAnother();
        await Stores.Database.MigrateAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stores in _opened)
        {
            await stores.DisposeAsync();
        }

        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same database as another process sees it.</summary>
    protected AirflowStores OpenAnother()
    {
        var stores = AirflowDatabase.Open(Url);
        _opened.Add(stores);
        return stores;
    }

    protected Guid NewId() => Guid.CreateVersion7(Noon.AddMilliseconds(Interlocked.Increment(ref _ids)));

    protected static ParsedFile File(string path, params ParsedDag[] dags) =>
        new() { BundleName = "dags-folder", RelativePath = path, ParsedAt = Noon, Dags = dags, Source = $"// {path}" };

    protected static ParsedDag Dag(string id, string hash = "1", int maxActiveRuns = 16, NextDagRun? next = null) => new()
    {
        Data = $$"""{"dag_id":"{{id}}","hash":"{{hash}}"}""",
        DagHash = hash,
        Dag = new DagRecord
        {
            DagId = id,
            FileLocation = $"/dags/{id}.cs",
            RelativeFileLocation = $"{id}.cs",
            BundleName = "dags-folder",
            MaxActiveRuns = maxActiveRuns,
            Next = next,
        },
    };

    /// <summary>One DAG in a file of its own.</summary>
    protected async Task<SavedDag> SaveDagAsync(string id, int maxActiveRuns = 16, NextDagRun? next = null) =>
        (await Stores.Dags.SaveAsync([File($"{id}.cs", Dag(id, maxActiveRuns: maxActiveRuns, next: next))], Cancel)).ShouldHaveSingleItem();

    protected static DagRun Run(string dagId, string runId, DateTimeOffset? runAfter = null) =>
        new() { DagId = dagId, RunId = runId, RunType = RunType.Manual, RunAfter = runAfter ?? Noon };

    /// <summary>A DAG with one run that this scheduler holds.</summary>
    protected async Task<LeasedRun> StartRunAsync(string dagId = "d", string runId = "r", string owner = "me")
    {
        await SaveDagAsync(dagId);
        (await Stores.Runs.CreateAsync(Run(dagId, runId), Cancel)).ShouldBe(RunCreation.Created);
        return (await Stores.Runs.AcquireAsync(owner, Minute, 100, Noon, Cancel)).Single(leased => leased.Run.RunId == runId);
    }

    protected TaskInstance NewTask(string taskId, string dagId = "d", string runId = "r", string pool = Pool.DefaultName, int mapIndex = -1) =>
        new() { Id = NewId(), Key = new TaskInstanceKey(dagId, runId, taskId, mapIndex), Pool = pool, Queue = "default", Operator = "EmptyOperator" };

    protected async Task<StateResult> WriteAsync(params TaskChange[] tasks) => await Stores.StateWriter.WriteAsync(new StateChange { Tasks = tasks }, Cancel);

    /// <summary>Adds the instances to a run.</summary>
    protected async Task AddAsync(params TaskInstance[] tasks) =>
        (await Stores.StateWriter.WriteAsync(new StateChange { NewTasks = tasks }, Cancel)).ShouldBe(StateResult.Applied);

    protected static TaskReady Queue(TaskInstance task, TaskState from = TaskState.None, int tryNumber = 1) =>
        new(task.Id, from, TaskState.Queued, task.Pool, task.PoolSlots) { At = Noon, TryNumber = tryNumber };

    protected static TaskClaim Claim(TaskInstance task) => new(task.Id, task.Pool, task.PoolSlots) { At = Noon.AddSeconds(1), Hostname = "host", UnixName = "airflow", Pid = 42 };

    protected static TaskEnd End(TaskInstance task, TaskState to = TaskState.Success, Guid? newId = null) =>
        new(task.Id, TaskState.Running, to, task.Pool, task.PoolSlots) { At = Noon.AddSeconds(3.5), NewId = newId };

    /// <summary>Queues and claims it.</summary>
    protected async Task RunAsync(TaskInstance task, TaskState from = TaskState.None, int tryNumber = 1)
    {
        (await WriteAsync(Queue(task, from, tryNumber))).ShouldBe(StateResult.Applied);
        (await WriteAsync(Claim(task))).ShouldBe(StateResult.Applied);
    }

    protected async Task<TaskInstance> FindAsync(Guid id) => (await Stores.TaskInstances.FindAsync(id, Cancel)).ShouldNotBeNull();
}
