namespace Airflow;

/// <summary>The span of time that a run is about.</summary>
/// <param name="Start">First moment of it, in UTC.</param>
/// <param name="End">First moment after it, in UTC.</param>
public readonly record struct DataInterval(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Length of the span.</summary>
    public TimeSpan Length => End - Start;
}
