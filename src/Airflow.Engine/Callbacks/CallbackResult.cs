namespace Airflow.Engine.Callbacks;

/// <summary>What became of one attempt to run an event's callbacks, and why.</summary>
public readonly record struct CallbackResult(CallbackResultKind Kind, string? Output = null);
