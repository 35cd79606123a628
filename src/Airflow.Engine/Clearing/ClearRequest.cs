using Airflow.Engine.Tasks;

namespace Airflow.Engine.Clearing;

/// <summary>What is to be cleared of a DAG; everything that is not given does not narrow it.</summary>
public sealed record ClearRequest
{
    public required string DagId { get; init; }

    /// <summary>Only these runs.</summary>
    public IReadOnlyCollection<string>? RunIds { get; init; }

    /// <summary>Only runs whose logical date is not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only runs whose logical date is not after.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only these tasks, and what the next two add; null: all.</summary>
    public IReadOnlyCollection<string>? TaskIds { get; init; }

    /// <summary>Tasks upstream of them, too.</summary>
    public bool IncludeUpstream { get; init; }

    /// <summary>Tasks downstream of them, too.</summary>
    public bool IncludeDownstream { get; init; }

    /// <summary>Runs before these, too, by logical date.</summary>
    public bool IncludePast { get; init; }

    /// <summary>Runs after these, too, by logical date.</summary>
    public bool IncludeFuture { get; init; }

    /// <summary>Only these instances of mapped tasks.</summary>
    public IReadOnlyCollection<int>? MapIndexes { get; init; }

    /// <summary>Only instances that are failed or upstream_failed.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>Only instances that are running.</summary>
    public bool OnlyRunning { get; init; }

    /// <summary>Runs that have ended begin anew; otherwise they stay as they are.</summary>
    public bool ResetsRuns { get; init; } = true;

    /// <summary>Cleared tasks run the latest version of the DAG instead of that of their run.</summary>
    public bool OnLatestVersion { get; init; }

    internal bool Wants(TaskInstance task) =>
        (MapIndexes is null || MapIndexes.Contains(task.Key.MapIndex))
        && (!OnlyFailed || task.State is TaskState.Failed or TaskState.UpstreamFailed)
        && (!OnlyRunning || task.State == TaskState.Running);
}
