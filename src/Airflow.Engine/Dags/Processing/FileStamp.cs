namespace Airflow.Engine.Dags.Processing;

/// <summary>What tells cheaply that a file was written again.</summary>
public readonly record struct FileStamp(long Size, DateTime ModifiedAt);
