namespace Airflow.Engine.Dags.Deploying;

/// <summary>A file that is to be deployed.</summary>
/// <param name="Path">With forward slashes.</param>
/// <param name="Content">All of it.</param>
public sealed record DeployFile(string Path, ReadOnlyMemory<byte> Content);
