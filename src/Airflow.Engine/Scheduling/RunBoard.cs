using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// One leased run in memory: its task instances, and for every task the tally of what is upstream of it. A pass changes slots here and
/// then commits the difference; a refused commit throws the board away and loads it anew.
/// </summary>
internal sealed class RunBoard : IRunView
{
    private readonly List<TaskSlot>[] byTask;
    private readonly Dictionary<Guid, TaskSlot> byId = [];
    private readonly UpstreamCounts[] tallies;
    private readonly SlotStates[] states;
    private readonly int[] unfinishedOf;
    private readonly List<TaskSlot> touched = [];

    public RunBoard(DagRun run, RunLease lease, ScheduledDag dag)
    {
        Run = run;
        Lease = lease;
        Dag = dag;
        var count = dag.Graph.Count;
        byTask = new List<TaskSlot>[count];
        tallies = new UpstreamCounts[count];
        states = new SlotStates[count];
        unfinishedOf = new int[count];
        for (var index = 0; index < count; index++)
        {
            byTask[index] = new List<TaskSlot>(1);
            states[index] = new SlotStates(byTask[index]);
        }

        Dirty = new DirtyWork(count);
        Inspector = new UpstreamInspector(dag.Rules, this);
    }

    public DagRun Run { get; set; }

    public RunLease Lease { get; }

    public ScheduledDag Dag { get; }

    public DirtyWork Dirty { get; }

    public UpstreamInspector Inspector { get; }

    /// <summary>Slots that are not finished.</summary>
    public int Unfinished { get; private set; }

    /// <summary>Slots queued or running.</summary>
    public int Executing { get; private set; }

    /// <summary>Slots that some other process has in its hands: queued, running or restarting.</summary>
    public int Elsewhere { get; private set; }

    /// <summary>Slots that something else will move on: executing, waiting for a time, an event or an answer.</summary>
    public int Moving { get; private set; }

    public List<Guid> RemovedIds { get; } = [];

    public List<RunChange> RunChanges { get; } = [];

    public List<XComs.XCom> XComs { get; } = [];

    public IReadOnlyList<TaskSlot> Touched => touched;

    public Dictionary<string, ReadyGroup> ReadyGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>Reports of ended tries waiting for this pass's commit.</summary>
    public List<TryFinished> Waiting { get; } = [];

    /// <summary>Lengths of results that a mapped task may expand over, by task id: one result, or the number of instances of a mapped task.</summary>
    public Dictionary<string, int?> MappedLengths { get; } = new(StringComparer.Ordinal);

    public bool IsInPass { get; set; }

    /// <summary>The run before; null when no task looks at it.</summary>
    public PastRun? Past { get; set; }

    /// <summary>Slots that could start if nobody held them, or the run.</summary>
    public HashSet<TaskSlot> WaitingForResume { get; } = [];

    /// <summary>Slots that could start if the run before were further.</summary>
    public HashSet<TaskSlot> WaitingForPast { get; } = [];

    /// <summary>Tries ended here that somebody still runs, under the ids that they had, with the reason.</summary>
    public List<(Guid Id, string Reason)> Cancelled { get; } = [];

    /// <summary>Somebody holds the slot, or the whole run. Resuming has the run read anew.</summary>
    public bool IsOnHold(TaskSlot slot) => slot.IsOnHold || Run.Hold is not null;

    public IReadOnlyList<TaskSlot> SlotsOf(int taskIndex) => byTask[taskIndex];

    public ref readonly UpstreamCounts TallyOf(int taskIndex) => ref tallies[taskIndex];

    public TaskSlot? Find(Guid id) => byId.GetValueOrDefault(id);

    public IEnumerable<TaskSlot> AllSlots() => byTask.SelectMany(slots => slots);

    public void Add(TaskSlot slot)
    {
        Place(byTask[slot.TaskIndex], slot);
        byId[slot.Id] = slot;
        Count(slot, slot.State, 1);
        foreach (var downstream in Dag.Graph.Downstream(slot.TaskIndex))
        {
            tallies[downstream].Expect(1, isSetup: false);
            tallies[downstream].Add(slot.State, isSetup: false);
        }

        MarkFollowers(slot);
        if (slot.State == TaskState.None)
        {
            Dirty.Mark(slot.TaskIndex);
        }

        if (slot.Insert is not null)
        {
            Touch(slot);
        }
    }

    /// <summary>Takes a slot away: the placeholder of a mapped task that now has its instances.</summary>
    public void Remove(TaskSlot slot)
    {
        byTask[slot.TaskIndex].Remove(slot);
        byId.Remove(slot.Id);
        WaitingForPast.Remove(slot);
        WaitingForResume.Remove(slot);
        Count(slot, slot.State, -1);
        foreach (var downstream in Dag.Graph.Downstream(slot.TaskIndex))
        {
            tallies[downstream].Expect(-1, isSetup: false);
            tallies[downstream].Change(slot.State, TaskState.None, isSetup: false);
        }

        MarkFollowers(slot);
        if (slot.Insert is null)
        {
            RemovedIds.Add(slot.Id);
        }
        else
        {
            touched.Remove(slot);
        }
    }

    public void Move(TaskSlot slot, TaskState to)
    {
        var from = slot.State;
        if (from == to)
        {
            return;
        }

        Count(slot, from, -1);
        Count(slot, to, 1);
        slot.State = to;
        WaitingForPast.Remove(slot);
        WaitingForResume.Remove(slot);
        Touch(slot);
        if (to == TaskState.None)
        {
            Dirty.MarkSlot(slot);
        }

        if (!from.IsFinished() && !to.IsFinished())
        {
            return;
        }

        foreach (var downstream in Dag.Graph.Downstream(slot.TaskIndex))
        {
            tallies[downstream].Change(from, to, isSetup: false);
        }

        MarkFollowers(slot);
    }

    public IReadOnlyList<InstanceState> Instances(int task) => states[task];

    public int? MapLengthOfTask(int task) => LengthOf(Dag.Graph.Settings(task).ExpandInput);

    public int? MapLengthOfGroup(int group) => LengthOf(Dag.Graph.Groups[group].ExpandInput);

    /// <summary>The try goes on under another id.</summary>
    public void Rename(TaskSlot slot, Guid id)
    {
        byId.Remove(slot.Id);
        slot.Id = id;
        byId[id] = slot;
    }

    public void Touch(TaskSlot slot)
    {
        if (!slot.IsTouched)
        {
            slot.IsTouched = true;
            touched.Add(slot);
        }
    }

    /// <summary>After the commit: what was decided is what is stored.</summary>
    public void Settle()
    {
        foreach (var slot in touched)
        {
            slot.IsTouched = false;
            slot.Insert = null;
            slot.End = null;
            slot.Callback = null;
            slot.Committed = slot.State;
        }

        touched.Clear();
        RemovedIds.Clear();
        RunChanges.Clear();
        XComs.Clear();
        Waiting.Clear();
        Cancelled.Clear();
        IsInPass = false;
    }

    /// <summary>By map index; nearly always it comes last.</summary>
    private static void Place(List<TaskSlot> slots, TaskSlot slot)
    {
        var position = slots.Count;
        while (position > 0 && slots[position - 1].MapIndex > slot.MapIndex)
        {
            position--;
        }

        slots.Insert(position, slot);
    }

    /// <summary>Has those decided anew that look at this slot.</summary>
    private void MarkFollowers(TaskSlot slot)
    {
        foreach (var downstream in Dag.Graph.Downstream(slot.TaskIndex))
        {
            if (Dag.Reach.IsPlain(downstream))
            {
                Dirty.Mark(downstream);
            }
        }

        foreach (var watcher in Dag.Reach.Watchers(slot.TaskIndex))
        {
            if (slot.MapIndex >= 0 && Dag.Reach.IsElementwise(watcher, slot.TaskIndex) && byTask[watcher].FindElement(slot.MapIndex) is { } one)
            {
                Dirty.MarkSlot(one);
            }
            else
            {
                Dirty.Mark(watcher);
            }
        }
    }

    private int? LengthOf(Dags.SerializedExpandInput? input) =>
        input is null ? null : Scheduling.MappedLengths.Of(input, LengthOfResult);

    /// <summary>Of a mapped task only when all its instances have ended: until then it is not known how many leave a result.</summary>
    private int? LengthOfResult(string taskId)
    {
        var length = MappedLengths.GetValueOrDefault(taskId);
        return !Dag.Graph.TryGetIndex(taskId, out var task) || !Dag.Rules.NeedsExpansion(task) ? length : unfinishedOf[task] > 0 ? null : length ?? 0;
    }

    private void Count(TaskSlot slot, TaskState state, int count)
    {
        unfinishedOf[slot.TaskIndex] += state.IsFinished() ? 0 : count;
        Unfinished += state.IsFinished() ? 0 : count;
        Executing += state.IsExecuting() ? count : 0;
        Elsewhere += state.IsExecuting() || state == TaskState.Restarting ? count : 0;
        Moving += state is TaskState.None || state.IsFinished() ? 0 : count;
    }
}
