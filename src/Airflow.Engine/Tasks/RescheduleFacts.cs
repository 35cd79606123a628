namespace Airflow.Engine.Tasks;

/// <summary>The parts of one try that asked for a later time.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="FirstStart">When the first of them started; null when there was none.</param>
public readonly record struct RescheduleFacts(int Count, DateTimeOffset? FirstStart);
