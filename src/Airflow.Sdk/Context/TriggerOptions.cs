namespace Airflow;

/// <summary>What is handed over to a run that a task starts.</summary>
public sealed record TriggerOptions
{
    /// <summary>Id of the run.</summary>
    /// <value>Default: <c>manual__</c> and its logical date, or the time.</value>
    public string? RunId { get; init; }

    /// <summary>Logical date of the run, unique among the DAG's runs.</summary>
    /// <value>Default: none.</value>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>Configuration of the run, over its params; must be serialisable as JSON.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object?>? Conf { get; init; }

    /// <summary>Whether a run of the same id is cleared and run again.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ResetDagRun { get; init; }

    /// <summary>Note on the run.</summary>
    /// <value>Default: none.</value>
    public string? Note { get; init; }
}
