namespace Airflow.Engine.Dags.Deploying;

/// <summary>Checks DAG files as the dag-processor will, and puts them into the DAGs folder when nothing is wrong with them.</summary>
public interface IDagDeployer
{
    /// <summary>
    /// Builds and runs every DAG file among them, and those that include one of them, with the rest of the folder as it is. Without an error, and when it
    /// is no dry run, each file is swapped in by a rename; when one cannot be, those before it are put back.
    /// </summary>
    /// <exception cref="AirflowException">deploy_refused: a path or a limit; deploy_conflict: the folder changed meanwhile; deploy_impossible: there is no folder to write to.</exception>
    Task<DeployReport> DeployAsync(DeployOrder order, CancellationToken cancellationToken);
}
