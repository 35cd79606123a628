namespace Airflow.Engine.Dags.Deploying;

/// <summary>What becomes of a file or a DAG.</summary>
public enum DeployChange
{
    Unchanged,
    Added,
    Changed,
    Removed,
}
