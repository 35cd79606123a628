namespace Airflow;

/// <summary>There was nothing to do for the task.</summary>
/// <param name="Reason">Why, for the log; may be <see langword="null"/>.</param>
public sealed record TaskSkipped(string? Reason) : TaskOutcome;
