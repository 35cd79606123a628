using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;
using Microsoft.Extensions.Logging;

namespace Airflow.Engine.Scheduling;

/// <summary>Makes the runs that timetables ask for, each tick once however many schedulers there are.</summary>
internal sealed partial class ScheduledRunCreator(SchedulerStores stores, DagVersionCache versions, CodeTimetableAsker asker, TimeProvider clock, ILogger logger)
{
    private const int Limit = 100;

    /// <summary>DAGs whose runs are made at the same time, so that they share the way to the database's disk.</summary>
    private const int AtOnce = 8;
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

    /// <summary>Makes what is due; returns how many runs.</summary>
    public async Task<int> CreateDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var created = 0;
        foreach (var dags in (await stores.Dags.ListDueAsync(now, Limit, cancellationToken)).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(dags.Select(dag => TryCreateAsync(dag, now, cancellationToken)));
            created += answers.Count(isCreated => isCreated);
        }

        await RefreshAsync(cancellationToken);
        if (NextDue is { } due && due <= now && created == 0)
        {
            // all that is due waits for max_active_runs: look again when a run ends, or a little later
            NextDue = now + BlockedDelay;
        }

        return created;
    }

    private async Task<bool> TryCreateAsync(DagRecord dag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(dag, now, cancellationToken);
        }
        catch (Exception exception) when (exception is TimetableException or DagSerializationException)
        {
            Log.CannotSchedule(logger, dag.DagId, exception.Message);
            await stores.Dags.SetNextDagRunAsync(dag.DagId, NextRuns.Columns(null), cancellationToken);
            return false;
        }
    }

    private async Task<bool> CreateAsync(DagRecord dag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = dag.LatestVersionId is { } id ? await versions.FindAsync(id, cancellationToken) : null;
        if (version is null)
        {
            return false;
        }

        var counts = await stores.Runs.CountAsync(dag.DagId, cancellationToken);
        if (counts.GetValueOrDefault(RunState.Queued) + counts.GetValueOrDefault(RunState.Running) >= dag.MaxActiveRuns)
        {
            return false;
        }

        var last = await stores.Runs.FindLastAutomatedAsync(dag.DagId, cancellationToken);
        var isCode = version.Schedule.Timetable is CodeTimetable;
        if (isCode && !asker.TryAsk(dag, version, last, now, cancellationToken))
        {
            return false;
        }

        var info = isCode ? await asker.TakeAsync(dag) : version.Schedule.Next(DagSchedule.InfoOf(last), now);
        if (info is null || info.RunAfter > now)
        {
            await stores.Dags.SetNextDagRunAsync(dag.DagId, NextRuns.Columns(info), cancellationToken);
            return false;
        }

        var run = RunFor(dag, version, info, now);
        var after = isCode ? NextRuns.ToBeAsked(now) : NextRuns.Columns(version.Schedule.Next(DagSchedule.InfoOf(run), now));
        var isCreated = await stores.Runs.CreateScheduledAsync(run, dag.Next?.CreateAfter, after, cancellationToken);
        if (isCreated)
        {
            Log.Created(logger, dag.DagId, run.RunId);
        }

        return isCreated;
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

        [LoggerMessage(1011, LogLevel.Error, "DAG {DagId} cannot be scheduled until it is parsed anew: {Reason}")]
        public static partial void CannotSchedule(ILogger logger, string dagId, string reason);
    }
}
