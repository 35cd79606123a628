using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Backfills;

/// <summary>Makes, pauses and cancels backfills.</summary>
/// <param name="stores">The stores of runs.</param>
/// <param name="backfills">The store of backfills.</param>
/// <param name="versions">The versions of DAGs.</param>
/// <param name="wake">Wakes the schedulers after a change.</param>
/// <param name="clock">The clock.</param>
public sealed class BackfillWork(SchedulerStores stores, IBackfillStore backfills, DagVersionCache versions, IWakeSignal wake, TimeProvider clock)
{
    private readonly TaskClearing clearing = new(stores, versions, wake, clock);

    /// <summary>The runs that a backfill would make, or run again, in order.</summary>
    /// <exception cref="AirflowException">There is no such DAG, or it cannot be backfilled like this.</exception>
    public async Task<IReadOnlyList<DagRun>> PreviewAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (dag, record) = await FindDagAsync(request.DagId, cancellationToken);
        var now = clock.GetUtcNow();
        BackfillRules.CheckDag(dag);
        BackfillRules.CheckRequest(dag, request, now);
        return [.. (await PlanAsync(dag, record, request, now, cancellationToken)).Where(static planned => planned.IsAttempted).Select(static planned => planned.Run)];
    }

    /// <summary>Makes a backfill: new runs are queued, and those that are to run again are cleared.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="rerunsLatest">[core] rerun_with_latest_version, for when neither the request nor the DAG says; null: the latest.</param>
    /// <param name="cancellationToken">Ends it early; what was made stays.</param>
    /// <exception cref="AirflowException">There is no such DAG, it cannot be backfilled like this, or it has an active backfill.</exception>
    public async Task<Backfill> CreateAsync(BackfillRequest request, bool? rerunsLatest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (dag, record) = await FindDagAsync(request.DagId, cancellationToken);
        var now = clock.GetUtcNow();
        BackfillRules.CheckDag(dag);
        if (await backfills.HasActiveAsync(request.DagId, cancellationToken))
        {
            throw AlreadyRunning(request.DagId);
        }

        BackfillRules.CheckRequest(dag, request, now);
        var planned = await PlanAsync(dag, record, request, now, cancellationToken);
        if (planned.Count == 0)
        {
            throw new AirflowException(BackfillErrors.Invalid, $"No runs to create for Dag {request.DagId}");
        }

        var backfill = await backfills.CreateAsync(Row(request, now), planned, cancellationToken) ?? throw AlreadyRunning(request.DagId);
        var onLatest = request.OnLatestVersion ?? dag.Document.RerunWithLatestVersion ?? rerunsLatest ?? true;
        foreach (var again in planned.Where(static one => one.IsReprocessed))
        {
            // somebody else may have started it again in between: then it is not of this backfill
            if (await backfills.FindOfRunAsync(again.Run.Id, cancellationToken) is { } its && its.Backfill.Id == backfill.Id)
            {
                await ReprocessAsync(again.Run, onLatest, cancellationToken);
            }
        }

        wake.Wake("runs");
        return backfill;
    }

    /// <summary>Lets no further runs of a backfill start, or lets them again.</summary>
    /// <exception cref="AirflowException">There is no such backfill, or it is completed.</exception>
    public async Task SetPausedAsync(int id, bool isPaused, CancellationToken cancellationToken)
    {
        if (!await backfills.SetPausedAsync(id, isPaused, clock.GetUtcNow(), cancellationToken))
        {
            throw await RefusalAsync(id, cancellationToken);
        }

        if (!isPaused)
        {
            wake.Wake("runs");
        }
    }

    /// <summary>Ends a backfill: its queued runs fail, those that run go on.</summary>
    /// <exception cref="AirflowException">There is no such backfill, or it is completed.</exception>
    public async Task CancelAsync(int id, CancellationToken cancellationToken)
    {
        // first, so that no further run starts meanwhile
        await SetPausedAsync(id, isPaused: true, cancellationToken);
        foreach (var runId in await backfills.ListQueuedRunsAsync(id, cancellationToken))
        {
            // refused when it has started or gone in between: then it is not queued any more
            _ = await stores.Writer.WriteAsync(
                new StateChange { Runs = [new RunChange(runId, RunState.Queued, RunState.Failed, clock.GetUtcNow())], BrokenLeases = [runId] }, cancellationToken);
        }

        _ = await backfills.CompleteAsync(id, clock.GetUtcNow(), cancellationToken);
        wake.Wake("runs");
    }

    private async Task<(ScheduledDag Dag, DagRecord Record)> FindDagAsync(string dagId, CancellationToken cancellationToken)
    {
        var record = await stores.Dags.FindAsync(dagId, cancellationToken);
        var dag = record?.LatestVersionId is { } versionId ? await versions.FindAsync(versionId, cancellationToken) : null;
        return dag is null ? throw new AirflowException("dag_not_found", $"Could not find dag {dagId}") : (dag, record!);
    }

    private async Task<IReadOnlyList<PlannedRun>> PlanAsync(ScheduledDag dag, DagRecord record, BackfillRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var infos = BackfillPlan.Infos(dag.Schedule, request, now);
        if (infos.Count == 0)
        {
            return [];
        }

        string[] keys = [.. infos.Select(static info => info.PartitionKey).OfType<string>()];
        var present = keys.Length > 0
            ? await backfills.ListRunsOfPartitionsAsync(request.DagId, keys, cancellationToken)
            : await stores.Runs.ListAsync(DatesOf(request.DagId, infos), cancellationToken);
        return BackfillPlan.Plan(dag, record, infos, present, request, now);
    }

    private static RunFilter DatesOf(string dagId, IReadOnlyList<DagRunInfo> infos) => new()
    {
        DagId = dagId,
        LogicalDateFrom = infos.Min(static info => info.LogicalDate),
        LogicalDateTo = infos.Max(static info => info.LogicalDate),
    };

    private async Task ReprocessAsync(DagRun run, bool onLatest, CancellationToken cancellationToken)
    {
        var request = new ClearRequest { DagId = run.DagId, RunIds = [run.RunId], OnLatestVersion = onLatest };
        if ((await clearing.ClearAsync(request, cancellationToken)).Count == 0)
        {
            await clearing.QueueAsync(run.DagId, run.RunId, onLatest, cancellationToken);
        }
    }

    private static Backfill Row(BackfillRequest request, DateTimeOffset now) => new()
    {
        DagId = request.DagId,
        FromDate = request.From,
        ToDate = request.To,
        DagRunConf = request.Conf,
        ReprocessBehavior = request.ReprocessBehavior,
        MaxActiveRuns = request.MaxActiveRuns,
        CreatedAt = now,
        UpdatedAt = now,
        TriggeringUserName = request.User,
    };

    private async Task<AirflowException> RefusalAsync(int id, CancellationToken cancellationToken) => await backfills.FindAsync(id, cancellationToken) is null
        ? new AirflowException(BackfillErrors.NotFound, "Backfill not found")
        : new AirflowException(BackfillErrors.Completed, "Backfill is already completed.");

    private static AirflowException AlreadyRunning(string dagId) =>
        new(BackfillErrors.AlreadyRunning, $"Another backfill is running for Dag {dagId}. There can be only one running backfill per Dag.");
}
