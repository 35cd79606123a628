namespace Airflow;

/// <summary>At moments that are listed one by one.</summary>
/// <param name="Events">The moments, in any order; doubles count once.</param>
public sealed record EventsTimetable(IReadOnlyList<DateTimeOffset> Events) : Timetable
{
    /// <summary>Whether a run triggered by hand takes the last listed moment as its data interval.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RestrictToEvents { get; init; }

    /// <summary>What the UI says of the schedule.</summary>
    /// <value>Default: the number of moments and the first and last of them.</value>
    public string? Description { get; init; }
}
