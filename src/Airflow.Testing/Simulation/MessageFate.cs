namespace Airflow.Testing.Simulation;

/// <summary>What becomes of a message: when each of its copies arrives; none at all when it is lost.</summary>
internal readonly record struct MessageFate(IReadOnlyList<TimeSpan> Arrivals)
{
    public static MessageFate Lost { get; } = new([]);
}
