namespace Airflow.Hosting;

/// <summary>Which task instances are meant; what is <see langword="null"/> does not narrow.</summary>
/// <param name="DagId">Their DAG.</param>
internal sealed record TaskInstanceQuery(string DagId)
{
    public int? MapIndex { get; init; }

    public IReadOnlyList<string>? TaskIds { get; init; }

    public string? TaskGroupId { get; init; }

    public IReadOnlyList<DateTimeOffset>? LogicalDates { get; init; }

    public IReadOnlyList<string>? RunIds { get; init; }

    public IReadOnlyList<string>? States { get; init; }
}
