using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>Makes the runs that timetables ask for, each tick once however many schedulers there are.</summary>
internal sealed partial class ScheduledRunCreator(SchedulerStores stores, DagVersionCache versions, CodeTimetableAsker asker, TimeProvider clock, ILogger logger)
{
    /// <summary>DAGs whose runs are made together, so that they share the questions to the database and the way to its disk.</summary>
    private const int Limit = 200;
    private static readonly TimeSpan BlockedDelay = TimeSpan.FromSeconds(1);

    /// <summary>When a run is due next; null: none in sight.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    public async Task RefreshAsync(CancellationToken cancellationToken) => NextDue = await stores.Dags.FindNextDueAsync(cancellationToken);

    /// <summary>Pauses the DAGs that were to be paused once their runs have ended.</summary>
    public async Task PauseDrainedAsync(CancellationToken cancellationToken)
    {
        var drained = await stores.Dags.ListDrainedAsync(cancellationToken);
        if (drained.Count > 0)
        {
            await stores.Dags.SetPausedAsync(drained, isPaused: true, cancellationToken);
            Log.Drained(logger, string.Join(", ", drained));
        }
    }

    /// <summary>Completes the backfills whose runs have all ended.</summary>
    public async Task CompleteBackfillsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stores.Backfills is { } backfills && await backfills.CompleteEndedAsync(now, cancellationToken) is > 0 and var completed)
        {
            Log.BackfillsCompleted(logger, completed);
        }
    }

    /// <summary>Makes what is due; returns how many runs.</summary>
    public async Task<int> CreateDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await stores.Dags.ListDueAsync(now, Limit, cancellationToken);
        var created = due.Count > 0 ? await CreateAsync(due, now, cancellationToken) : 0;
        await RefreshAsync(cancellationToken);
        if (NextDue is { } next && next <= now && created == 0)
        {
            // all that is due waits for max_active_runs: look again when a run ends, or a little later
            NextDue = now + BlockedDelay;
        }

        return created;
    }

    private async Task<int> CreateAsync(IReadOnlyList<DagRecord> due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await versions.LoadAsync(due.Select(dag => dag.LatestVersionId).OfType<Guid>(), cancellationToken);
        var last = (await stores.Runs.ListLastAutomatedAsync([.. due.Select(dag => dag.DagId)], cancellationToken)).ToDictionary(run => run.DagId, StringComparer.Ordinal);
        var ticks = new List<ScheduledTick>();
        foreach (var dag in due)
        {
            if (await TryPlanAsync(dag, last.GetValueOrDefault(dag.DagId), now, cancellationToken) is { } tick)
            {
                ticks.Add(tick);
            }
        }

        if (ticks.Count == 0)
        {
            return 0;
        }

        var made = await stores.Runs.CreateScheduledAsync(ticks, cancellationToken);
        foreach (var (tick, _) in ticks.Zip(made).Where(pair => pair.Second))
        {
            Log.Created(logger, tick.Run.DagId, tick.Run.RunId);
        }

        return made.Count(isMade => isMade);
    }

    private async Task<ScheduledTick?> TryPlanAsync(DagRecord dag, DagRun? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await PlanAsync(dag, last, now, cancellationToken);
        }
        catch (Exception exception) when (exception is TimetableException or DagSerializationException)
        {
            Log.CannotSchedule(logger, dag.DagId, exception.Message);
            await stores.Dags.SetNextDagRunAsync(dag.DagId, NextRuns.Columns(null), cancellationToken);
            return null;
        }
    }

    /// <summary>The run that is due; null when there is none, or when it is not known yet.</summary>
    private async Task<ScheduledTick?> PlanAsync(DagRecord dag, DagRun? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = dag.LatestVersionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        if (version is null)
        {
            return null;
        }

        var isCode = version.Schedule.Timetable is CodeTimetable;
        if (isCode && !asker.TryAsk(dag, version, last, now, cancellationToken))
        {
            return null;
        }

        var info = isCode ? await asker.TakeAsync(dag) : version.Schedule.Next(DagSchedule.InfoOf(last), now);
        if (info is null || info.RunAfter > now)
        {
            await stores.Dags.SetNextDagRunAsync(dag.DagId, NextRuns.Columns(info), cancellationToken);
            return null;
        }

        var run = RunFor(dag, version, info, now);
        var after = isCode ? NextRuns.ToBeAsked(now) : NextRuns.Columns(version.Schedule.Next(DagSchedule.InfoOf(run), now));
        return new ScheduledTick(run, dag.Next?.CreateAfter, after);
    }

    private DagRun RunFor(DagRecord dag, ScheduledDag version, DagRunInfo info, DateTimeOffset now) => new()
    {
        DagId = dag.DagId,
        RunId = version.Document.BuildTimetable().GenerateRunId(RunType.Scheduled, info, RandomSource.Create(clock)),
        RunType = RunType.Scheduled,
        State = RunState.Queued,
        LogicalDate = info.LogicalDate,
        DataIntervalStart = info.DataInterval?.Start,
        DataIntervalEnd = info.DataInterval?.End,
        RunAfter = info.RunAfter,
        QueuedAt = now,
        TriggeredBy = "timetable",
        BundleVersion = dag.BundleVersion,
        CreatedDagVersionId = version.Version.Id,
        PartitionKey = info.PartitionKey,
        PartitionDate = info.PartitionDate,
    };

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Made run {RunId} of {DagId}")]
        public static partial void Created(ILogger logger, string dagId, string runId);

        [LoggerMessage(1012, LogLevel.Information, "Paused now that their runs have ended: {DagIds}")]
        public static partial void Drained(ILogger logger, string dagIds);

        [LoggerMessage(1016, LogLevel.Information, "Completed {Count} backfills whose runs have ended")]
        public static partial void BackfillsCompleted(ILogger logger, int count);

        [LoggerMessage(1011, LogLevel.Error, "DAG {DagId} cannot be scheduled until it is parsed anew: {Reason}")]
        public static partial void CannotSchedule(ILogger logger, string dagId, string reason);
    }
}
