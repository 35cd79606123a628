namespace Airflow;

/// <summary>What can be set on a short circuit.</summary>
public sealed record ShortCircuitOptions : TaskOptions
{
    /// <summary>Whether all tasks after it are skipped, whatever their trigger rule; otherwise only those directly after it are, and the rules of the others decide.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IgnoreDownstreamTriggerRules { get; init; } = true;
}
