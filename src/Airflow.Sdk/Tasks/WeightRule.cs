namespace Airflow;

/// <summary>How the weights of other tasks are added to a task's own priority weight.</summary>
public enum WeightRule
{
    /// <summary>Its own and those of all tasks after it: what much depends on goes first.</summary>
    Downstream,

    /// <summary>Its own and those of all tasks before it: what is far along goes first.</summary>
    Upstream,

    /// <summary>Its own alone.</summary>
    Absolute,
}
