namespace Airflow.Hosting;

/// <summary>Which runs of a DAG are meant; what is <see langword="null"/> does not narrow.</summary>
/// <param name="DagId">Their DAG.</param>
internal sealed record DagRunQuery(string DagId)
{
    public IReadOnlyList<DateTimeOffset>? LogicalDates { get; init; }

    public IReadOnlyList<string>? RunIds { get; init; }

    public IReadOnlyList<string>? States { get; init; }
}
