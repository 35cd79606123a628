using Airflow.Engine.Callbacks;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Notes;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Testing.Memory;

/// <summary>The tables that scheduling needs, in memory; one lock is its transaction.</summary>
internal sealed class MemoryDatabase
{
    public MemoryDatabase(TimeProvider clock)
    {
        Clock = clock;
        Stores = new SchedulerStores(
            new MemoryStateWriter(this),
            new MemoryRunStore(this),
            new MemoryTaskInstanceStore(this),
            new MemoryDagStore(this),
            new MemoryXComStore(this),
            new MemoryPoolStore(this),
            new MemoryJobStore(this))
        {
            Workers = new MemoryWorkerStore(this),
        };
        Callbacks = new MemoryCallbackStore(this);
    }

    public TimeProvider Clock { get; }

    public Lock Gate { get; } = new();

    public SchedulerStores Stores { get; }

    public Dictionary<int, DagRun> Runs { get; } = [];

    public Dictionary<int, (string Owner, long Epoch, DateTimeOffset Expires)> Leases { get; } = [];

    public Dictionary<Guid, TaskInstance> Tasks { get; } = [];

    public List<TaskInstance> History { get; } = [];

    public Dictionary<XComKey, XCom> XComs { get; } = [];

    public Dictionary<long, SuspensionTrigger> Triggers { get; } = [];

    public Dictionary<Guid, RescheduleFacts> Reschedules { get; } = [];

    public Dictionary<TaskInstanceKey, string> RenderedFields { get; } = [];

    public Dictionary<string, DagRecord> Dags { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, (DagVersionRecord Version, string Data, string Hash, string Source)> Versions { get; } = [];

    public Dictionary<string, Pool> Pools { get; } = new(StringComparer.Ordinal)
    {
        [Pool.DefaultName] = new Pool(Pool.DefaultName, 128, "Default pool"),
    };

    public ICallbackStore Callbacks { get; }

    public Dictionary<string, MemoryCallback> Outbox { get; } = new(StringComparer.Ordinal);

    /// <summary>Of runs (task id "") and task instances.</summary>
    public Dictionary<(string DagId, string RunId, string TaskId, int MapIndex), Note> Notes { get; } = [];

    public List<Job> Jobs { get; } = [];

    public void SetNote((string DagId, string RunId, string TaskId, int MapIndex) of, string? note, string? user)
    {
        var now = Clock.GetUtcNow();
        if (note is null)
        {
            Notes.Remove(of);
        }
        else
        {
            Notes[of] = new Note(note, user, Notes.GetValueOrDefault(of)?.CreatedAt ?? now, now);
        }
    }

    /// <summary>Ends the lease of a run, so that its holder's next change is refused.</summary>
    public void BreakLease(int runId)
    {
        if (Leases.TryGetValue(runId, out var lease))
        {
            Leases[runId] = lease with { Owner = "", Expires = DateTimeOffset.MinValue };
        }
    }

    public int Occupied(string pool)
    {
        var countsDeferred = Pools.TryGetValue(pool, out var definition) && definition.IncludeDeferred;
        return Tasks.Values.Where(task => task.Pool == pool && Occupies(task.State, countsDeferred)).Sum(task => task.PoolSlots);
    }

    private static bool Occupies(TaskState state, bool countsDeferred) => state.IsExecuting() || (countsDeferred && state == TaskState.Deferred);
}
