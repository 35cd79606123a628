using Airflow.Engine.Timetables;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>Dates of a DAG: one without a kind is wall-clock time in the DAG's zone, as Airflow reads a naive datetime.</summary>
internal static class DagDates
{
    public static DateTimeOffset ToUtc(DateTime date, ScheduleZone zone) => date.Kind switch
    {
        DateTimeKind.Utc => new DateTimeOffset(date, TimeSpan.Zero),
        DateTimeKind.Local => new DateTimeOffset(date).ToUniversalTime(),
        _ => zone.ToInstant(date),
    };
}
