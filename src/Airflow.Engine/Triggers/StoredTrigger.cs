namespace Airflow.Engine.Triggers;

/// <summary>A trigger of a try that is deferred, with what is needed to go on.</summary>
public sealed record StoredTrigger
{
    public required long Id { get; init; }

    /// <summary>Dotted name of its class.</summary>
    public required string Classpath { get; init; }

    /// <summary>Its arguments: a JSON object, encrypted.</summary>
    public required string Kwargs { get; init; }

    /// <summary>The job of the triggerer that runs it; null: none.</summary>
    public int? TriggererId { get; init; }

    /// <summary>The deferred try.</summary>
    public required Guid TaskInstanceId { get; init; }

    /// <summary>Database key of its run.</summary>
    public required int RunId { get; init; }

    public required string Pool { get; init; }

    public required int PoolSlots { get; init; }

    /// <summary>What the try goes on with, beside the event.</summary>
    public string? NextKwargs { get; init; }

    /// <summary>When waiting ends in a failure.</summary>
    public DateTimeOffset? Timeout { get; init; }
}
