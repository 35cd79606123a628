namespace Airflow.Engine.Dags.Deploying;

/// <summary>What a deployment does to a DAG.</summary>
public sealed record DeployedDag
{
    public required string DagId { get; init; }

    /// <summary>Path below the DAGs folder.</summary>
    public required string File { get; init; }

    public required DeployChange Change { get; init; }

    public IReadOnlyList<string> TasksAdded { get; init; } = [];

    public IReadOnlyList<string> TasksRemoved { get; init; } = [];

    /// <summary>The same id, other settings or code that shows in them.</summary>
    public IReadOnlyList<string> TasksChanged { get; init; } = [];

    /// <summary>As "upstream >> downstream".</summary>
    public IReadOnlyList<string> EdgesAdded { get; init; } = [];

    public IReadOnlyList<string> EdgesRemoved { get; init; } = [];

    /// <summary>All tasks that it has afterwards.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>All edges that it has afterwards.</summary>
    public IReadOnlyList<string> Edges { get; init; } = [];

    public string? Schedule { get; init; }

    public string? ScheduleBefore { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>The first run that follows, as if it were seen for the first time; null: none, or the DAG goes.</summary>
    public NextDagRun? Next { get; init; }

    /// <summary>When the next runs are made, as far as the schedule alone tells: those after the last one where the schedule stays.</summary>
    public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];
}
