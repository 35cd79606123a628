using System.Threading.Channels;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Telemetry;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// The scheduler: one loop over events. Each pass drains what has happened, decides on the boards of its leased runs, commits one change a
/// run (the writer groups them), and only then tells the executor and whoever waits. Nothing polls but the safety net.
/// </summary>
public sealed partial class RunScheduler : IAsyncDisposable
{
    private readonly SchedulerStores stores;
    private readonly IExecutor executor;
    private readonly SchedulerOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Channel<SchedulerEvent> events = Channel.CreateUnbounded<SchedulerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SchedulerState state;
    private readonly SchedulerJob job;
    private readonly LeaseKeeper leases;
    private readonly PassPace pace;
    private readonly PoolLooks poolLooks = new();
    private readonly FailingDags failing;
    private readonly ScheduledRunCreator creator;
    private readonly AssetRunCreator assetRuns;
    private readonly List<SchedulerEvent> reports = [];
    private readonly HashSet<Guid> movedTries = [];
    private readonly ITimer alarm;
    private bool acquireWanted = true;

    /// <summary>Whether it is looked for running runs too that nobody holds, with the next ones that are acquired.</summary>
    private bool abandonedWanted = true;

    /// <summary>Whether more runs may be started than one pass takes: they do not wait for a rest.</summary>
    private bool moreQueued;
    private DateTimeOffset nextPoll;
    private DateTimeOffset nextTryCheck;

    public RunScheduler(
        SchedulerStores stores, DagVersionCache versions, IExecutor executor, SchedulerOptions options, TimeProvider clock, ILogger<RunScheduler> logger)
    {
        this.stores = stores;
        this.executor = executor;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        alarm = clock.CreateTimer(static scheduler => ((RunScheduler)scheduler!).Report(Ticked.Instance), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        job = new SchedulerJob(stores, options, executor.Name, logger);
        leases = new LeaseKeeper(stores.Runs, options, clock);
        pace = new PassPace(options.LongestRest);
        state = new SchedulerState(versions, stores, options, pace, clock);
        failing = new FailingDags(stores, logger);
        creator = new ScheduledRunCreator(stores, versions, new CodeTimetableAsker(options.CodeTimetables, () => Wake("dags")), clock, logger);
        assetRuns = new AssetRunCreator(stores, versions, clock, logger);
    }

    /// <summary>Runs that it holds now.</summary>
    public int HeldRuns => state.Boards.Count;

    /// <summary>There is something to do at once.</summary>
    internal bool HasWork =>
        acquireWanted || assetRuns.IsStale || state.HasPass || movedTries.Count > 0 || reports.Count > 0 || events.Reader.TryPeek(out _);

    /// <summary>A hint that something changed.</summary>
    public void Wake(string topic) => events.Writer.TryWrite(new Woken(topic));

    internal void Report(SchedulerEvent what)
    {
        if (!events.Writer.TryWrite(what) && what is TryFinished finished)
        {
            // it has stopped: whoever ran the try stores its end alone
            finished.Completion.TrySetResult(false);
        }
    }

    /// <summary>Runs until cancelled. On the way out leases are given back and the job row is ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        options.OnStarted();
        using var stopping = new CancellationTokenSource();
        var kept = leases.RunAsync(stopping.Token);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await WaitAsync(cancellationToken);
                try
                {
                    var begin = clock.GetTimestamp();
                    await RunPassAsync(cancellationToken);
                    AirflowMetrics.SchedulerLoop.Record(clock.GetElapsedTime(begin).TotalMilliseconds);
                    AirflowMetrics.RunningRuns.Record(HeldRuns);
                    options.OnPass(HeldRuns);
                    await Task.Delay(moreQueued ? TimeSpan.Zero : pace.Rest(clock.GetUtcNow()), clock, cancellationToken);
                }
                catch (AirflowException exception) when (exception.IsTransient)
                {
                    await StartAnewAsync(exception, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopping(logger, options.Owner);
        }
        finally
        {
            await stopping.CancelAsync();
            await kept;
            await StopAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        events.Writer.TryComplete();
        return alarm.DisposeAsync();
    }

    /// <summary>One pass over what has happened; public for tests on a manual clock.</summary>
    internal async Task RunPassAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Hear();
        if (movedTries.Count > 0)
        {
            await state.FollowAsync([.. movedTries], now, cancellationToken);
            movedTries.Clear();
        }

        if (poolLooks.Next <= now && state.IsWaiting)
        {
            // after what others have stored, which the answer has too, and before what is not stored yet, which it has not
            await state.LoadPoolsAsync(cancellationToken);
            poolLooks.Looked(now, state.SharesPools);
        }

        reports.ForEach(Apply);
        reports.Clear();
        await DoDuePeriodicAsync(now, cancellationToken);
        if (acquireWanted)
        {
            await AcquireAsync(abandonedWanted, now, cancellationToken);
        }

        state.TakeDue(now);
        if (now >= nextTryCheck)
        {
            nextTryCheck = now + options.TaskHeartbeatCheckInterval;
            await state.CheckTriesAsync(now, cancellationToken);
        }

        await state.RefreshPastAsync(cancellationToken);
        state.Activate(now);
        state.Select(executor.Parallelism);
        await CommitAsync(now, cancellationToken);
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        state.JobId = await job.StartAsync(now, state.DeadJobs, cancellationToken);
        await stores.Pools.RecountAsync(cancellationToken);
        await state.LoadPoolsAsync(cancellationToken);
        nextPoll = nextTryCheck = now;
        leases.Start(now);
        Log.Started(logger, options.Owner, executor.Name, executor.Parallelism);
    }

    /// <summary>
    /// The database could not be used for a while: whatever was decided meanwhile is forgotten, and once it answers, the runs are read
    /// again. What the executor runs goes on; ends of tries wait and are applied to what is read.
    /// </summary>
    private async Task StartAnewAsync(AirflowException cause, CancellationToken cancellationToken)
    {
        Log.DatabaseAway(logger, cause.Message);
        var ended = state.DropAll();
        for (var isBack = false; !isBack;)
        {
            await Task.Delay(options.PollInterval, clock, cancellationToken);
            try
            {
                await stores.Runs.ReleaseAsync(options.Owner, null, cancellationToken);
                await stores.Pools.RecountAsync(cancellationToken);
                await state.LoadPoolsAsync(cancellationToken);
                do
                {
                    await AcquireAsync(withAbandoned: true, clock.GetUtcNow(), cancellationToken);
                }
                while (acquireWanted);

                isBack = true;
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Log.DatabaseAway(logger, exception.Message);
                state.DropAll();
            }
        }

        Log.DatabaseBack(logger);
        foreach (var what in ended)
        {
            state.Finish(what);
        }
    }

    private async Task StopAsync()
    {
        // nothing of ours may be cancelled here: leases that are given back are taken over at once instead of after their expiry
        events.Writer.TryComplete();
        Hear();
        foreach (var finished in reports.OfType<TryFinished>().Concat(state.DropAll()))
        {
            finished.Completion.TrySetResult(false);
        }

        await stores.Runs.ReleaseAsync(options.Owner, null, CancellationToken.None);
        await job.EndAsync(clock.GetUtcNow());
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        // most of what is heard is about runs of others: no reason for a pass
        Hear();
        while (!HasWork && NextWake() - clock.GetUtcNow() is var delay && delay > TimeSpan.Zero)
        {
            // one timer that puts an event into the line: the loop waits for one thing only
            alarm.Change(delay, Timeout.InfiniteTimeSpan);
            await events.Reader.WaitToReadAsync(cancellationToken);
            alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Hear();
        }
    }

    /// <summary>When there is something to do, whatever is heard until then.</summary>
    private DateTimeOffset NextWake()
    {
        var wake = nextPoll < leases.NextRenewal ? nextPoll : leases.NextRenewal;
        wake = leases.NextTakeOver is { } end && end < wake ? end : wake;
        wake = state.NextDue is { } due && due < wake ? due : wake;
        wake = creator.NextDue is { } created && created < wake ? created : wake;
        return poolLooks.Next is { } look && look < wake && state.IsWaiting ? look : wake;
    }

    private async Task DoDuePeriodicAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now >= leases.NextRenewal)
        {
            await state.KeepOnlyAsync(await leases.RenewAsync(now, cancellationToken), cancellationToken);
            CancelStopped();
        }

        await job.BeatAsync(now, cancellationToken);
        var isLookDue = leases.IsTakeOverDue(now);
        if (now >= nextPoll)
        {
            state.Checks.Look(now, now - nextPoll);
            nextPoll = now + options.PollInterval;
            isLookDue = true;
            poolLooks.Want(now);
            assetRuns.IsStale = true;
            state.LookAround();
            await creator.PauseDrainedAsync(cancellationToken);
            await creator.CompleteBackfillsAsync(now, cancellationToken);
            await Answering.ExpireDueAsync(stores, now, cancellationToken);
            await creator.RefreshAsync(cancellationToken);
        }

        if (isLookDue)
        {
            acquireWanted = abandonedWanted = true;
            await leases.LookAsync(nextPoll, cancellationToken);
        }

        if (creator.NextDue is { } due && due <= now)
        {
            acquireWanted |= await creator.CreateDueAsync(now, cancellationToken) > 0;
        }

        if (assetRuns.IsStale)
        {
            acquireWanted |= await assetRuns.CreateDueAsync(now, cancellationToken) > 0;
        }
    }

    private async Task AcquireAsync(bool withAbandoned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var leased = withAbandoned
            ? await stores.Runs.AcquireAsync(options.Owner, options.LeaseDuration, options.AcquireLimit, now, cancellationToken)
            : await stores.Runs.AcquireQueuedAsync(options.Owner, options.LeaseDuration, options.AcquireLimit, now, cancellationToken);
        await state.AddAsync(leased, now, cancellationToken);
        CancelStopped();
        acquireWanted = moreQueued = leased.Count >= options.AcquireLimit;
        abandonedWanted = moreQueued && withAbandoned;
        if (leased.Count > 0)
        {
            poolLooks.Want(now);
            Log.Acquired(logger, leased.Count, state.Boards.Count);
        }
    }

    private void CancelStopped()
    {
        state.Stopped.Ids.ForEach(id => executor.Cancel(id, "it was cleared or marked"));
        state.Stopped.Ids.Clear();
    }

    private void Hear()
    {
        while (events.Reader.TryRead(out var next))
        {
            if (next is Woken woken)
            {
                Hear(woken.Topic);
            }
            else
            {
                reports.Add(next);
            }
        }
    }

    private void Hear(string topic)
    {
        var now = clock.GetUtcNow();
        if (TryNews.Read(topic) is not { } news)
        {
            acquireWanted = true;
            assetRuns.IsStale = true;
            abandonedWanted |= topic != "queued";
            // one that is overdue stays so: it tells how long nothing was heard
            nextPoll = topic is "queued" or "runs" || nextPoll < now ? nextPoll : now;
        }
        else if (state.Holds(news.Run))
        {
            movedTries.UnionWith(news.Ids);
            assetRuns.IsStale |= news.HasAssets;
        }
        else
        {
            // somebody else's to follow
            poolLooks.WantLater(now);
        }
    }

    private void Apply(SchedulerEvent what)
    {
        switch (what)
        {
            case Ticked:
                break;
            case TryStarted started:
                state.NoteStart(started);
                break;
            case TryFinished finished:
                state.Finish(finished);
                break;
            default:
                throw new InvalidOperationException($"The scheduler does not know the event {what.GetType().Name}.");
        }
    }

    private async Task CommitAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var boards = state.TakePass();
        if (boards.Count == 0)
        {
            return;
        }

        CrashPoints.Hit("scheduler-before-commit");
        var commits = new Task<StateResult>[boards.Count];
        var hasCallbacks = false;
        for (var index = 0; index < boards.Count; index++)
        {
            var change = PassCommit.Build(boards[index], now, job.Id);
            hasCallbacks |= change.Callbacks.Count > 0;
            commits[index] = change.IsEmpty
                ? Task.FromResult(StateResult.Applied)
                : stores.Writer.WriteAsync(change, cancellationToken);
        }

        await Task.WhenAll(commits);
        CrashPoints.Hit("scheduler-after-commit");
        if (hasCallbacks)
        {
            options.OnCallbacks();
        }

        List<TaskWorkload>? workloads = null;
        foreach (var index in Enumerable.Range(0, boards.Count).OrderBy(place => boards[place].Touched.Count))
        {
            // runs with little to start go first: one try of a small DAG is not to stand behind sixteen of a great one
            var result = await commits[index];
            if (result.IsApplied)
            {
                RunChange[] ended = [.. boards[index].RunChanges];
                assetRuns.IsStale |= ended.Length > 0 || boards[index].Touched.Any(slot => slot.End is { AssetUpdates.Count: > 0 });
                boards[index].Cancelled.ForEach(cancelled => executor.Cancel(cancelled.Id, cancelled.Reason));
                state.Settle(boards[index], workloads ??= []);
                await NoteEndedAsync(boards[index], ended, cancellationToken);
            }
            else if (result.Refusal == StateRefusal.PoolFull && state.TakeBack(boards[index], result.Subject))
            {
                poolLooks.WantLater(now);
            }
            else
            {
                Log.Refused(logger, boards[index].Run.DagId, boards[index].Run.RunId, result.Refusal, result.Subject);
                acquireWanted = abandonedWanted = true;
                await state.ReloadAsync(boards[index], result, cancellationToken);
            }
        }

        if (workloads is { Count: > 0 })
        {
            executor.Submit(workloads);
        }
    }

    private async Task NoteEndedAsync(RunBoard board, RunChange[] ended, CancellationToken cancellationToken)
    {
        foreach (var change in ended)
        {
            // a run that ends makes room for the next one of its DAG
            acquireWanted = true;
            if (change.To.IsFinished())
            {
                AirflowMetrics.Ended(board.Run, change.To, change.At, board.AllSlots().Min(slot => slot.StartDate));
                AirflowTraces.Ended(board.Run, change.To, change.At);
            }

            options.OnRunEnded(board.Run, change.To);
            if (change.To == RunState.Failed)
            {
                await failing.PauseAsync(board.Run.DagId, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Scheduler {Owner} started with {Executor}, parallelism {Parallelism}")]
        public static partial void Started(ILogger logger, string owner, string executor, int parallelism);

        [LoggerMessage(1002, LogLevel.Information, "Scheduler {Owner} stops")]
        public static partial void Stopping(ILogger logger, string owner);

        [LoggerMessage(1003, LogLevel.Debug, "Took {Count} runs, holds {Held}")]
        public static partial void Acquired(ILogger logger, int count, int held);

        [LoggerMessage(1007, LogLevel.Error, "The database cannot be used; trying again until it can: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string reason);

        [LoggerMessage(1008, LogLevel.Information, "The database can be used again; the runs are read anew")]
        public static partial void DatabaseBack(ILogger logger);

        [LoggerMessage(1004, LogLevel.Information, "A change of {DagId} {RunId} was refused ({Refusal}, {Subject}); the run is read again")]
        public static partial void Refused(ILogger logger, string dagId, string runId, StateRefusal refusal, string? subject);
    }
}
