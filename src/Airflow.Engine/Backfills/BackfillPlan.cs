using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Backfills;

/// <summary>Which runs a backfill is about, and what it does for each.</summary>
internal static class BackfillPlan
{
    /// <summary>More runs than this are no span that somebody wants, but a mistake in its dates.</summary>
    public const int MaxRuns = 100_000;

    /// <summary>The runs that the timetable has within the dates and whose interval is over, in the order in which they are to run.</summary>
    /// <exception cref="AirflowException">There are too many, or the timetable cannot list them.</exception>
    public static IReadOnlyList<DagRunInfo> Infos(DagSchedule schedule, BackfillRequest request, DateTimeOffset now)
    {
        var infos = new List<DagRunInfo>();
        try
        {
            foreach (var info in schedule.Between(request.From, request.To, now))
            {
                if (info.PartitionKey is null && !(info.DataInterval?.End < now))
                {
                    continue;
                }

                infos.Add(info);
                if (infos.Count > MaxRuns)
                {
                    throw new AirflowException(BackfillErrors.Invalid, $"The backfill of Dag {request.DagId} would have more than {MaxRuns} runs. Choose dates that are closer together.");
                }
            }
        }
        catch (Exception exception) when (exception is TimetableException or ArgumentOutOfRangeException)
        {
            throw new AirflowException(BackfillErrors.Invalid, $"The runs of Dag {request.DagId} between these dates cannot be listed: {exception.Message}", exception);
        }

        if (request.RunBackwards)
        {
            infos.Reverse();
        }

        return infos;
    }

    /// <summary>What is done for each date, seeing the runs that are there.</summary>
    public static IReadOnlyList<PlannedRun> Plan(
        ScheduledDag dag, DagRecord record, IReadOnlyList<DagRunInfo> infos, IEnumerable<DagRun> present, BackfillRequest request, DateTimeOffset now)
    {
        var all = present.OrderBy(static run => run.StartDate ?? DateTimeOffset.MinValue).ThenBy(static run => run.Id).ToList();
        var byDate = all.Where(static run => run.LogicalDate is not null).GroupBy(static run => run.LogicalDate!.Value).ToDictionary(static runs => runs.Key, static runs => runs.Last());
        var byKey = all.Where(static run => run.PartitionKey is not null).GroupBy(static run => run.PartitionKey!, StringComparer.Ordinal).ToDictionary(static runs => runs.Key, static runs => runs.Last(), StringComparer.Ordinal);
        var random = new Random(unchecked((int)now.Ticks));
        return [.. infos.Select(PlanOne)];

        PlannedRun PlanOne(DagRunInfo info)
        {
            var run = info.PartitionKey is { } key ? byKey.GetValueOrDefault(key) : byDate.GetValueOrDefault(info.LogicalDate!.Value);
            var reason = run is null ? null : ReasonNotTo(run, request.ReprocessBehavior);

            // a partition may have any number of runs, so it gets another one instead of the old one running again
            return run is not null && (reason is not null || info.PartitionKey is null)
                ? new PlannedRun(run, IsReprocessed: reason is null, reason)
                : new PlannedRun(New(dag, record, info, request, random, now), IsReprocessed: false, ExceptionReason: null);
        }
    }

    private static string? ReasonNotTo(DagRun run, ReprocessBehavior behavior) => run.State switch
    {
        RunState.Queued or RunState.Running => BackfillReasons.InFlight,
        _ when behavior == ReprocessBehavior.None => BackfillReasons.AlreadyExists,
        RunState.Success when behavior == ReprocessBehavior.Failed => BackfillReasons.AlreadyExists,
        _ => null,
    };

    private static DagRun New(ScheduledDag dag, DagRecord record, DagRunInfo info, BackfillRequest request, Random random, DateTimeOffset now) => new()
    {
        DagId = request.DagId,
        RunId = info.PartitionKey is null
            ? RunIds.Make(RunType.Backfill, info.LogicalDate, info.RunAfter, random)
            : dag.Schedule.Timetable.GenerateRunId(RunType.Backfill, info, random),
        RunType = RunType.Backfill,
        State = RunState.Queued,
        LogicalDate = info.LogicalDate,
        DataIntervalStart = info.LogicalDate is null ? null : info.DataInterval?.Start,
        DataIntervalEnd = info.LogicalDate is null ? null : info.DataInterval?.End,
        RunAfter = info.RunAfter,
        QueuedAt = now,
        Conf = request.Conf ?? "{}",
        TriggeredBy = "backfill",
        TriggeringUserName = request.User,
        BundleVersion = record.BundleVersion,
        CreatedDagVersionId = record.LatestVersionId,
        PartitionKey = info.PartitionKey,
        PartitionDate = info.PartitionDate,
    };
}
