namespace Airflow.Engine.Dags;

/// <summary>How the priority of a task instance follows from the weights of the tasks around it.</summary>
public enum WeightRule
{
    /// <summary>Own weight plus the weights of all tasks downstream.</summary>
    Downstream,

    /// <summary>Own weight plus the weights of all tasks upstream.</summary>
    Upstream,

    /// <summary>Own weight alone.</summary>
    Absolute,
}
