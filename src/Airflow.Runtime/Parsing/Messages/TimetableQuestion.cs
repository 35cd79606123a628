namespace Airflow.Runtime.Parsing;

/// <summary>What is asked of the timetable of a DAG in the file: its next run, or the interval of a run that somebody triggers now.</summary>
internal sealed record TimetableQuestion
{
    public required string DagId { get; init; }

    public bool IsManual { get; init; }

    public DateTimeOffset? LastStart { get; init; }

    public DateTimeOffset? LastEnd { get; init; }

    public DateTimeOffset? Earliest { get; init; }

    public DateTimeOffset? Latest { get; init; }

    public bool Catchup { get; init; }

    public DateTimeOffset Now { get; init; }
}
