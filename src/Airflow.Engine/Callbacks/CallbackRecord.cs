namespace Airflow.Engine.Callbacks;

/// <summary>An event as it lies in the outbox.</summary>
/// <param name="Event">What happened.</param>
/// <param name="State">pending, running, success or failed.</param>
/// <param name="Output">Why it failed.</param>
/// <param name="Attempts">How often it was claimed.</param>
public sealed record CallbackRecord(CallbackEvent Event, string State, string? Output, int Attempts);
