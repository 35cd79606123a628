namespace Airflow.Testing;

/// <summary>How a DAG or a task is tested.</summary>
public sealed record DagTestOptions
{
    /// <summary>The moment the run is for.</summary>
    /// <value>Default: <see cref="Start"/>.</value>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>What virtual time begins with.</summary>
    /// <value>Default: midnight of the first of January 2026, UTC.</value>
    public DateTimeOffset Start { get; init; } = ClusterOptions.DefaultStart;

    /// <summary>What the run is triggered with: an object whose properties are the values.</summary>
    /// <value>Default: nothing.</value>
    public object? Conf { get; init; }

    /// <summary>What runs in place of tasks, by task id.</summary>
    /// <value>Default: nothing; every task runs its own code.</value>
    public IReadOnlyDictionary<string, StandIn> StandIns { get; init; } = new Dictionary<string, StandIn>(StringComparer.Ordinal);

    /// <summary>Results of tasks before a single task that is tested alone, by task id.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object> Results { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Which instance of a mapped task is tested alone.</summary>
    /// <value>Default: the first.</value>
    public int MapIndex { get; init; }
}
