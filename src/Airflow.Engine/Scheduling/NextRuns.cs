using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Scheduling;

/// <summary>Plans the next automated run of a DAG.</summary>
public static class NextRuns
{
    /// <summary>The run that the timetable asks for after the last automated one, and the same as next_dagrun columns.</summary>
    public static (DagRunInfo? Info, NextDagRun Columns) Plan(SerializedDag document, DagRun? lastAutomated, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(document);
        var bounds = TimeRestriction.Of(
            document.StartDate, document.EndDate, document.Catchup ?? false, [.. document.Tasks.Select(task => (task.StartDate, task.EndDate))]);
        var info = document.BuildTimetable().NextDagRunInfo(lastAutomated is null ? null : ToInfo(lastAutomated), bounds, now);
        return (info, info is null
            ? new NextDagRun(null, null, null, null)
            : new NextDagRun(info.LogicalDate, info.DataInterval?.Start, info.DataInterval?.End, info.RunAfter));
    }

    private static DagRunInfo ToInfo(DagRun run) => run.DataIntervalStart is { } start
        ? new DagRunInfo(run.RunAfter, new DataInterval(start, run.DataIntervalEnd ?? start), run.PartitionDate, run.PartitionKey)
        : new DagRunInfo(run.RunAfter, run.LogicalDate is { } at ? new DataInterval(at, at) : null, run.PartitionDate, run.PartitionKey);
}
