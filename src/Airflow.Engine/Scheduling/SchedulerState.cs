using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Scheduling;

/// <summary>Everything that a scheduler holds in memory between passes: its runs, the queue of ready instances, pools, due times.</summary>
internal sealed class SchedulerState
{
    private readonly SchedulerStores stores;
    private readonly SchedulerOptions options;
    private readonly TimeProvider clock;
    private readonly RunLoader loader;
    private readonly RunActivator activator;
    private readonly TryEnds ends;
    private readonly ReadyQueue ready = new();
    private readonly PoolBoard pools = new();
    private readonly DueTimes due = new();
    private readonly Dictionary<(string DagId, string RunId), RunBoard> boards = [];
    private readonly HashSet<long> runNumbers = [];
    private readonly List<RunBoard> pass = [];
    private readonly PastWaiters past;
    private readonly ExecutingTries executing;
    private readonly TryFollower follower;
    private readonly FullPool fullPool;

    public SchedulerState(DagVersionCache versions, SchedulerStores stores, SchedulerOptions options, PassPace pace, TimeProvider clock)
    {
        this.stores = stores;
        this.options = options;
        this.clock = clock;
        loader = new RunLoader(versions, stores.Dags, clock);
        activator = new RunActivator(loader, ready);
        ends = new TryEnds(ready, pools, clock);
        executing = new ExecutingTries(ready);
        Checks = new TryChecks(options, Include, ApplyEnd);
        follower = new TryFollower(ready, pools, executing, pace, Include, EndTry);
        fullPool = new FullPool(ready, pools, executing, Include);
        past = new PastWaiters(stores);
        Stopped = new StoppedTries(stores);
    }

    public int? JobId { get; set; }

    /// <summary>Jobs whose process is known to be gone, and its tries with it.</summary>
    public HashSet<int> DeadJobs { get; } = [];

    public StoppedTries Stopped { get; }

    /// <summary>Whether the workers of running tries are heard.</summary>
    public TryChecks Checks { get; }

    public IReadOnlyCollection<RunBoard> Boards => boards.Values;

    /// <summary>Whether it holds the run of this number (<see cref="TryNews.RunNumber"/>).</summary>
    public bool Holds(long runNumber) => runNumbers.Contains(runNumber);

    public DateTimeOffset? NextDue => due.Next;

    /// <summary>Something is left to decide at once.</summary>
    public bool HasPass => pass.Count > 0 || past.IsStale;

    /// <summary>Some instance waits for room in a pool or in the executor.</summary>
    public bool IsWaiting => ready.IsWaiting;

    /// <summary>Whether others were lately found to take slots of a pool, too.</summary>
    public bool SharesPools => pools.IsShared;

    public async Task LoadPoolsAsync(CancellationToken cancellationToken) => pools.Load(await stores.Pools.ListOccupancyAsync(cancellationToken));

    /// <summary>Takes runs that were just leased into the pass.</summary>
    public async Task AddAsync(IReadOnlyList<LeasedRun> leased, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await loader.PrepareAsync(leased, cancellationToken);
        foreach (var run in leased)
        {
            await AddAsync(run, now, cancellationToken);
        }
    }

    private async Task AddAsync(LeasedRun leased, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (boards.TryGetValue((leased.Run.DagId, leased.Run.RunId), out var before))
        {
            Stopped.Note(before, leased.Tasks);
        }

        Drop(leased.Run.DagId, leased.Run.RunId);
        var board = await loader.LoadAsync(leased, cancellationToken);
        if (board is null)
        {
            var end = new StateChange { Fences = [leased.Lease], Runs = [new RunChange(leased.Run.Id, leased.Run.State, RunState.Failed, now)] };
            await stores.Writer.WriteAsync(end, cancellationToken);
            return;
        }

        boards[(leased.Run.DagId, leased.Run.RunId)] = board;
        runNumbers.Add(TryNews.RunNumber(leased.Run.DagId, leased.Run.RunId));
        await PastWaiters.LoadAsync(board, stores, cancellationToken);
        await LoadLengthsAsync(board, leased.Tasks.Count > 0, cancellationToken);
        if (leased.Tasks.Count > 0)
        {
            await SkipNotes.ApplyAsync(board, stores.XComs, cancellationToken);
        }

        Resume(board, now);
        if (board.Dag.Document.DagrunTimeout is { } timeout)
        {
            due.Add(board, null, (leased.Run.StartDate ?? now) + timeout);
        }

        Include(board);
    }

    public void NoteStart(TryStarted started)
    {
        if (Find(started.Workload) is ({ }, { State: TaskState.Queued } slot))
        {
            slot.State = TaskState.Running;
            slot.Committed = TaskState.Running;
            slot.StartDate = started.At;
            slot.Worker = (started.Worker.Hostname, started.Worker.Pid);
        }
    }

    public void Finish(TryFinished finished)
    {
        if (Find(finished.Workload) is not ({ } board, { } slot) || IsOfAnother(slot, finished.Outcome.Worker))
        {
            finished.Completion.TrySetResult(false);
            return;
        }

        if (!ApplyEnd(board, slot, finished.Outcome))
        {
            finished.Completion.TrySetResult(false);
            return;
        }

        board.Waiting.Add(finished);
    }

    /// <summary>Reads tries that another process has moved on, and goes on from what became of them.</summary>
    public async Task FollowAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HashSet<RunBoard> followed = [];
        foreach (var row in await stores.Tasks.ListAsync(ids, cancellationToken))
        {
            if (boards.GetValueOrDefault((row.Key.DagId, row.Key.RunId)) is { } board && board.Dag.Graph.TryGetIndex(row.Key.TaskId, out var task)
                && board.SlotsOf(task).FirstOrDefault(slot => slot.MapIndex == row.Key.MapIndex) is { } slot && follower.Follow(board, slot, row, now))
            {
                followed.Add(board);
            }
        }

        foreach (var board in followed)
        {
            await LoadLengthsAsync(board, isResumed: true, cancellationToken);
        }
    }

    public void TakeDue(DateTimeOffset now)
    {
        while (due.TryTake(now, out var board, out var slot))
        {
            if (!boards.TryGetValue((board.Run.DagId, board.Run.RunId), out var current) || current != board)
            {
                continue;
            }

            if (slot is null)
            {
                // a run that somebody holds is not at fault for the time it takes
                if (board.RunChanges.Count == 0 && board.Run.Hold is null)
                {
                    RunStops.TimeOut(board, now, EndTry);
                    Include(board);
                }
            }
            else if (WaitTimes.Of(board, slot, options) is { } at)
            {
                Continue(board, slot, at, now);
            }
        }
    }

    /// <summary>Holds queued and running tries of its runs against the database: workers may have died, and messages to them may be lost.</summary>
    public async Task CheckTriesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (boards.Count == 0)
        {
            return;
        }

        var rows = await stores.Tasks.ListByStateAsync([TaskState.Queued, TaskState.Running, TaskState.Restarting], cancellationToken);
        await ReloadMovedAsync(rows.Select(row => row.Id).ToHashSet(), cancellationToken);
        foreach (var row in rows)
        {
            if (boards.GetValueOrDefault((row.Key.DagId, row.Key.RunId)) is { } board && board.Find(row.Id) is { IsTouched: false } slot)
            {
                Checks.Check(board, slot, row, now);
            }
        }
    }

    /// <summary>Other schedulers may have moved runs that ours wait for.</summary>
    public void LookAround() => past.ChangedAnywhere();

    public Task RefreshPastAsync(CancellationToken cancellationToken) => past.RefreshAsync(Include, cancellationToken);

    public void Activate(DateTimeOffset now)
    {
        foreach (var board in pass)
        {
            activator.Activate(board, now);
            past.Note(board);
        }
    }

    /// <summary>Queues the best ready instances as far as the executor, pools and limits allow.</summary>
    public void Select(int parallelism)
    {
        while (executing.Count < parallelism && ready.TryTake(pools, out var board, out var slot))
        {
            board.Move(slot, TaskState.Queued);
            executing.Add(board, slot, 1);
            pools.Add(slot.Pool, slot.PoolSlots);
            ready.Refresh(board);
            Include(board);
        }
    }

    public List<RunBoard> TakePass()
    {
        var taken = pass.ToList();
        pass.Clear();
        return taken;
    }

    /// <summary>After the commit of a board: answers who waits, collects what to submit, notes when to look again.</summary>
    public void Settle(RunBoard board, List<TaskWorkload> workloads)
    {
        foreach (var slot in board.Touched)
        {
            if (slot.State == TaskState.Queued)
            {
                slot.QueuedByJobId = JobId;
                workloads.Add(Workloads.Of(board, slot));
            }
            else if (WaitTimes.Of(board, slot, options) is { } at)
            {
                due.Add(board, slot, at);
            }
        }

        var isOver = board.RunChanges.Count > 0;
        var isChanged = isOver || board.Touched.Count > 0;
        foreach (var waiting in board.Waiting)
        {
            waiting.Completion.TrySetResult(true);
        }

        var givenBack = board.Touched.Where(slot => slot.End is not null && slot.State == TaskState.None).ToList();
        board.Settle();
        if (isChanged)
        {
            // a run that was only looked at moves nobody: else runs that wait for each other would keep looking
            past.Changed(board.Run.DagId);
        }

        if (isOver)
        {
            Drop(board.Run.DagId, board.Run.RunId);
        }
        else if (givenBack.Count > 0)
        {
            givenBack.ForEach(board.Dirty.MarkSlot);
            Include(board);
        }
        else if (!board.Dirty.IsEmpty)
        {
            Include(board);
        }
    }

    /// <summary>After a refusal for a pool that is full: its instances wait for room, the rest goes into the next pass. False when that cannot be the reason.</summary>
    public bool TakeBack(RunBoard board, string? pool) => fullPool.TakeBack(board, pool);

    /// <summary>After a refusal: forgets what the pass decided and reads the run anew; ended tries are reported again.</summary>
    public async Task ReloadAsync(RunBoard board, StateResult result, CancellationToken cancellationToken)
    {
        var waiting = board.Waiting.ToList();
        board.Waiting.Clear();
        await Stopped.NoteAsync(board, cancellationToken);
        Drop(board.Run.DagId, board.Run.RunId);
        await LoadPoolsAsync(cancellationToken);
        var run = result.Refusal == StateRefusal.LeaseLost ? null : await stores.Runs.FindAsync(board.Run.DagId, board.Run.RunId, cancellationToken);
        if (run is { State: RunState.Running })
        {
            var tasks = await stores.Tasks.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
            await AddAsync(new LeasedRun(run, board.Lease, tasks), clock.GetUtcNow(), cancellationToken);
        }

        foreach (var finished in waiting)
        {
            Finish(finished);
        }
    }

    /// <summary>Forgets every run, and with it all that is not stored; returns the ends of tries that wait for their commit.</summary>
    public IReadOnlyList<TryFinished> DropAll()
    {
        var waiting = boards.Values.SelectMany(board => board.Waiting).ToList();
        boards.Keys.ToList().ForEach(run => Drop(run.DagId, run.RunId));
        pass.Clear();
        pools.Clear();
        return waiting;
    }

    /// <summary>Drops the boards whose lease was lost.</summary>
    public async Task KeepOnlyAsync(IReadOnlyList<int> heldRunIds, CancellationToken cancellationToken)
    {
        var held = heldRunIds.ToHashSet();
        foreach (var board in boards.Values.Where(board => !held.Contains(board.Run.Id)).ToList())
        {
            await Stopped.NoteAsync(board, cancellationToken);
            Drop(board.Run.DagId, board.Run.RunId);
        }
    }

    /// <summary>A try that is not executing any more although nobody told: its run is read anew.</summary>
    private async Task ReloadMovedAsync(HashSet<Guid> known, CancellationToken cancellationToken)
    {
        var moved = boards.Values.Where(board => board.Elsewhere > 0 && board.AllSlots().Any(IsMoved)).ToList();
        foreach (var board in moved)
        {
            await ReloadAsync(board, StateResult.Applied, cancellationToken);
        }

        bool IsMoved(TaskSlot slot) => !slot.IsTouched && (slot.State.IsExecuting() || slot.State == TaskState.Restarting) && !known.Contains(slot.Id);
    }

    private async Task LoadLengthsAsync(RunBoard board, bool isResumed, CancellationToken cancellationToken)
    {
        if (!isResumed || !board.Dag.HasMappedTasks)
        {
            return;
        }

        foreach (var row in await stores.XComs.ListMappedLengthsAsync(board.Run.DagId, board.Run.RunId, cancellationToken))
        {
            board.MappedLengths[row.TaskId] = row.Length;
        }
    }

    /// <summary>Brings a taken-over run into motion: what was scheduled is ready, what was queued is handed over again, what waits gets its time.</summary>
    private void Resume(RunBoard board, DateTimeOffset now)
    {
        foreach (var slot in board.AllSlots().ToList())
        {
            switch (slot.State)
            {
                case TaskState.Scheduled when board.IsOnHold(slot):
                    break;
                case TaskState.Scheduled:
                    ready.Add(board, slot);
                    break;
                case TaskState.Queued:
                    executing.Add(board, slot, 1);
                    // the claim is a compare-and-set: handing a queued try over twice starts it once
                    board.Touch(slot);
                    break;
                case TaskState.Running:
                    executing.Add(board, slot, 1);
                    if (slot.QueuedByJobId is { } job && DeadJobs.Contains(job))
                    {
                        Checks.EndLost(board, slot, now, "the process that ran it is gone");
                        break;
                    }

                    break;
                case TaskState.Restarting when slot.QueuedByJobId is { } dead && DeadJobs.Contains(dead):
                    Checks.EndLost(board, slot, now, "the process that ran it is gone");
                    break;
                default:
                    if (WaitTimes.Of(board, slot, options) is { } at)
                    {
                        due.Add(board, slot, at);
                    }

                    break;
            }
        }
    }

    private (RunBoard? Board, TaskSlot? Slot) Find(TaskWorkload workload)
    {
        var board = boards.GetValueOrDefault((workload.Key.DagId, workload.Key.RunId));
        return (board, board?.Find(workload.Id));
    }

    private static bool IsOfAnother(TaskSlot slot, WorkerIdentity? worker) =>
        worker is not null && slot is { State: TaskState.Running, Worker: { } claimed } && claimed != (worker.Hostname, worker.Pid);

    private bool ApplyEnd(RunBoard board, TaskSlot slot, TryOutcome outcome)
    {
        if (!EndTry(board, slot, outcome))
        {
            return false;
        }

        if (slot.State == TaskState.Failed && board.Dag.IsFailFast && board.RunChanges.Count == 0)
        {
            RunStops.FailFast(board, slot, outcome.EndDate, EndTry);
        }

        return true;
    }

    private bool EndTry(RunBoard board, TaskSlot slot, TryOutcome outcome)
    {
        var wasExecuting = slot.State.IsExecuting();
        if (!ends.Apply(board, slot, outcome))
        {
            return false;
        }

        if (wasExecuting)
        {
            executing.Leave();
        }

        ready.Refresh(board);
        Include(board);
        return true;
    }

    private void Continue(RunBoard board, TaskSlot slot, DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now)
        {
            due.Add(board, slot, at);
            return;
        }

        if (!board.IsOnHold(slot))
        {
            activator.MakeReady(board, slot);
            Include(board);
        }
    }

    private void Include(RunBoard board)
    {
        if (!board.IsInPass)
        {
            board.IsInPass = true;
            pass.Add(board);
        }
    }

    private void Drop(string dagId, string runId)
    {
        if (!boards.Remove((dagId, runId), out var board))
        {
            return;
        }

        runNumbers.Remove(TryNews.RunNumber(dagId, runId));

        // whoever waits for a commit that will not come stores the end himself
        board.Waiting.ForEach(waiting => waiting.Completion.TrySetResult(false));
        ready.Remove(board);
        past.Forget(board);
        pass.Remove(board);
        foreach (var slot in board.AllSlots().Where(slot => slot.State.IsExecuting()))
        {
            executing.Add(board, slot, -1);
        }
    }
}
