namespace Airflow.Engine.Scheduling.Rules;

/// <summary>What the rules know of a task.</summary>
public sealed record RuleTask
{
    public required string Id { get; init; }

    public TriggerRule TriggerRule { get; init; }

    public bool IsSetup { get; init; }

    public bool IsTeardown { get; init; }

    /// <summary>A teardown that takes part in the state of the run.</summary>
    public bool OnFailureFailDagrun { get; init; }

    /// <summary>The task itself is expanded.</summary>
    public bool IsMapped { get; init; }

    /// <summary>Index of the group that the task lies in; -1 for none.</summary>
    public int Group { get; init; } = -1;

    /// <summary>Tasks whose results the task is expanded over.</summary>
    public IReadOnlyList<int> ExpandsOver { get; init; } = [];

    /// <summary>It depends on other runs or on limits of its own, so that its waiting is no sign of a deadlock.</summary>
    public bool MayWaitForOthers { get; init; }
}
