namespace Airflow;

/// <summary>The task gave its slot back and is called again when somebody has answered.</summary>
/// <param name="Question">What people are asked.</param>
/// <param name="Timeout">
/// After how long the question's defaults are the answer, or the try fails when it has none; <see langword="null"/> is never.
/// </param>
public sealed record TaskAwaitingInput(HumanQuestion Question, TimeSpan? Timeout = null) : TaskOutcome;
