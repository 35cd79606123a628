using Airflow.Engine.Dags;

namespace Airflow.Engine.Tasks;

/// <summary>A task instance as lists show it.</summary>
public sealed record ListedTask
{
    public required TaskInstance Task { get; init; }

    /// <summary>The logical date of its run.</summary>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>When its run was due; null only for what has lost its run.</summary>
    public DateTimeOffset? RunAfter { get; init; }

    /// <summary>What people call its DAG; null: its id.</summary>
    public string? DagDisplayName { get; init; }

    /// <summary>The version of the DAG that it runs; null once that was deleted.</summary>
    public DagVersionRecord? Version { get; init; }

    public string? Note { get; init; }

    /// <summary>JSON object; null when nothing was rendered.</summary>
    public string? RenderedFields { get; init; }

    /// <summary>What it waits for while it is deferred.</summary>
    public ListedTrigger? Trigger { get; init; }
}
