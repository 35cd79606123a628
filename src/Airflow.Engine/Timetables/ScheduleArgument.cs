using Airflow.Engine.Assets;

namespace Airflow.Engine.Timetables;

/// <summary>Which timetable the schedule argument of a DAG stands for.</summary>
public static class ScheduleArgument
{
    /// <summary>
    /// No schedule, @once, @continuous, or a cron expression or preset; <paramref name="createDataIntervals"/> is [scheduler]
    /// create_cron_data_intervals.
    /// </summary>
    public static ITimetable FromText(string? schedule, ScheduleZone zone, bool createDataIntervals = false) => schedule switch
    {
        null => new NullTimetable(),
        "@once" => new OnceTimetable(),
        "@continuous" => new ContinuousTimetable(),
        _ when createDataIntervals => new CronDataIntervalTimetable(schedule, zone),
        _ => new CronTriggerTimetable(schedule, zone),
    };

    /// <summary>A step; <paramref name="createDataIntervals"/> is [scheduler] create_delta_data_intervals.</summary>
    public static ITimetable FromDelta(ScheduleDelta delta, bool createDataIntervals = false) =>
        createDataIntervals ? new DeltaDataIntervalTimetable(delta) : new DeltaTriggerTimetable(delta);

    /// <summary>Assets that all have to be updated.</summary>
    public static ITimetable FromAssets(IReadOnlyList<AssetCondition> assets) => new AssetTriggeredTimetable(new Assets.AssetAll(assets));

    /// <summary>Throws when a DAG allows more runs at a time than its timetable does.</summary>
    public static void RequireActiveRuns(ITimetable timetable, int maxActiveRuns)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        if (timetable.ActiveRunsLimit < maxActiveRuns)
        {
            throw new ArgumentException(
                $"max_active_runs is {maxActiveRuns}, but a DAG with schedule {timetable.Summary} may have {timetable.ActiveRunsLimit} at most.",
                nameof(maxActiveRuns));
        }
    }
}
