namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What the check of the previous run looks at.</summary>
public sealed record PreviousRunFacts
{
    public bool DependsOnPast { get; init; }

    public bool WaitForDownstream { get; init; }

    public bool IgnoreFirstDependsOnPast { get; init; }

    /// <summary>The DAG catches up, so only automated runs count as previous ones.</summary>
    public bool Catchup { get; init; }

    public DateTimeOffset? TaskStartDate { get; init; }

    /// <summary>The run is the first of its backfill.</summary>
    public bool IsFirstOfBackfill { get; init; }

    /// <summary>There is a previous run, by <see cref="PreviousRuns"/>.</summary>
    public bool HasPreviousRun { get; init; }

    public DateTimeOffset? PreviousLogicalDate { get; init; }

    /// <summary>Instances of the task in the previous run.</summary>
    public int PreviousInstances { get; init; }

    /// <summary>Those of them that are neither success nor skipped, whether they have ended or not.</summary>
    public int PreviousUnsuccessful { get; init; }

    /// <summary>Instances directly downstream in the previous run that are neither success nor skipped.</summary>
    public int PreviousUnsuccessfulDownstream { get; init; }

    /// <summary>The task has an instance in any earlier run.</summary>
    public bool HasAnyEarlierInstance { get; init; }
}
