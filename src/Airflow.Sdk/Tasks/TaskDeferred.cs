namespace Airflow;

/// <summary>The task gave its slot back and is called again when a trigger has fired.</summary>
/// <param name="Trigger">What it waits for.</param>
/// <param name="Timeout">After how long the try fails all the same; <see langword="null"/> is never.</param>
public sealed record TaskDeferred(Trigger Trigger, TimeSpan? Timeout = null) : TaskOutcome;
