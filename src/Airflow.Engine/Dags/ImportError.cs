namespace Airflow.Engine.Dags;

/// <summary>A row of import_error.</summary>
public sealed record ImportError(int Id, DateTimeOffset Timestamp, string BundleName, string FileName, string StackTrace);
