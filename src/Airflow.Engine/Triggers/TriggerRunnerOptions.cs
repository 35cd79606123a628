namespace Airflow.Engine.Triggers;

/// <summary>Who runs triggers, and how many.</summary>
public sealed record TriggerRunnerOptions
{
    /// <summary>Its job.</summary>
    public required int TriggererId { get; init; }

    public required string Hostname { get; init; }

    /// <summary>[triggerer] capacity: most triggers at once.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>How often it looks for new ones and for those that fired.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A triggerer that was silent for so long has lost its triggers to others.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);
}
