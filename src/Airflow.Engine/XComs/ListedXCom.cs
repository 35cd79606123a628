namespace Airflow.Engine.XComs;

/// <summary>An XCom as lists show it: everything but its value.</summary>
public sealed record ListedXCom
{
    public required XComKey Key { get; init; }

    /// <summary>When it was written last.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The logical date of its run.</summary>
    public DateTimeOffset? LogicalDate { get; init; }

    /// <summary>When its run was due.</summary>
    public required DateTimeOffset RunAfter { get; init; }

    /// <summary>What people call its DAG; null: its id.</summary>
    public string? DagDisplayName { get; init; }

    /// <summary>What people call its task; null: its id.</summary>
    public string? TaskDisplayName { get; init; }
}
