namespace Airflow.Engine.Runs;

/// <summary>How a run's creation ended.</summary>
public enum RunCreation
{
    Created,
    /// <summary>A run with this run id, or with this logical date, exists already.</summary>
    AlreadyExists,
    /// <summary>The DAG is not there.</summary>
    NoSuchDag,
}
