namespace Airflow.Engine.Execution;

/// <summary>How a try that waits for an event or an answer goes on: the try keeps its id and calls this method when it does.</summary>
/// <param name="NextMethod">Method of the operator that continues.</param>
/// <param name="NextKwargs">Its arguments, a JSON object.</param>
public sealed record Suspension(string NextMethod, string NextKwargs)
{
    /// <summary>The trigger whose event ends the waiting; null when a person's answer does.</summary>
    public SuspensionTrigger? Trigger { get; init; }

    /// <summary>When waiting ends in a failure; null: never.</summary>
    public DateTimeOffset? Timeout { get; init; }
}
