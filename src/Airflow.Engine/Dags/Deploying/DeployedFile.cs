namespace Airflow.Engine.Dags.Deploying;

/// <summary>A file of a deployment.</summary>
/// <param name="Path">Below the DAGs folder.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Hash">SHA-256 of what it is afterwards; null: it is gone.</param>
/// <param name="Size">Bytes.</param>
public sealed record DeployedFile(string Path, DeployChange Change, string? Hash, long Size);
