namespace Airflow.Server.Api.Deploying;

/// <summary>What a deployment does to a DAG; edges are written as "upstream >> downstream".</summary>
internal sealed record DeployDagResponse
{
    public required string DagId { get; init; }

    public required string File { get; init; }

    /// <summary>unchanged, added, changed or removed.</summary>
    public required string Change { get; init; }

    public required IReadOnlyList<string> TasksAdded { get; init; }

    public required IReadOnlyList<string> TasksRemoved { get; init; }

    public required IReadOnlyList<string> TasksChanged { get; init; }

    public required IReadOnlyList<string> EdgesAdded { get; init; }

    public required IReadOnlyList<string> EdgesRemoved { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<string> Edges { get; init; }

    public required string? Schedule { get; init; }

    public required string? ScheduleBefore { get; init; }

    public required bool IsPaused { get; init; }

    public required DateTimeOffset? NextLogicalDate { get; init; }

    public required DateTimeOffset? NextRunAfter { get; init; }

    /// <summary>When the next runs are made, as far as the schedule alone tells.</summary>
    public required IReadOnlyList<DateTimeOffset> NextRuns { get; init; }
}
