namespace Airflow.Engine.Callbacks;

/// <summary>How events are taken from the outbox.</summary>
public sealed record CallbackOptions
{
    /// <summary>Text that names this dispatcher in claims; unique per process life.</summary>
    public required string Owner { get; init; }
    /// <summary>Whether the process of another owner is known to be gone; then its claims are free at once instead of when they run out.</summary>
    public Func<string, bool> IsDead { get; init; } = _ => false;
    /// <summary>Events that run at the same time.</summary>
    public int Slots { get; init; } = 4;
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>The safety net under the wake signals.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>How long callbacks that run may go on when this process stops.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Claims after which an event is given up: its callback ends every process that runs it.</summary>
    public int MaxAttempts { get; init; } = 5;
}
