using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Timetables;

namespace Airflow.Server.Api.DagRuns;

/// <summary>Runs whose partition lies within some time, which is told as a clock in the zone of the DAG's timetable shows it.</summary>
internal static class PartitionWindow
{
    /// <summary>The window of a body, both ends included.</summary>
    public static void Add(ListFilters filters, ScheduledDag dag, JsonElement body)
    {
        filters.Add(new ListFilter("partition_date", ListOperator.Given));
        filters.Bound("partition_date", ListOperator.AtLeast, InstantOf(dag, body.Text("partition_date_start")))
            .Bound("partition_date", ListOperator.AtMost, InstantOf(dag, body.Text("partition_date_end")));
    }

    /// <summary>The days of the query, the whole of the last one included.</summary>
    /// <exception cref="ApiException">400: runs of the DAG are about no partitions.</exception>
    public static void Add(ListFilters filters, ScheduledDag dag, DateOnly? first, DateOnly? last)
    {
        if (dag.Document.BuildTimetable() is not IPartitionedTimetable timetable)
        {
            throw ApiException.BadRequest($"Dag with dag_id: '{dag.Version.DagId}' is not partitioned; partition_date_gte and partition_date_lte are not supported.");
        }

        filters.Bound("partition_date", ListOperator.AtLeast, first is { } from ? timetable.ToPartitionDate(from.ToDateTime(TimeOnly.MinValue)) : null);
        if (last is { } to && to < DateOnly.MaxValue)
        {
            filters.Bound("partition_date", ListOperator.LessThan, timetable.ToPartitionDate(to.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        }
    }

    /// <summary>An offset that stands beside the time is passed over, as in Airflow.</summary>
    private static DateTimeOffset? InstantOf(ScheduledDag dag, string? text)
    {
        if (text is null || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }

        return dag.Document.BuildTimetable() is IPartitionedTimetable timetable ? timetable.ToPartitionDate(time.DateTime) : time;
    }
}
