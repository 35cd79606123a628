namespace Airflow.Engine.Dags;

/// <summary>What storing a parsed DAG did.</summary>
public sealed record SavedDag(string DagId, Guid VersionId, int VersionNumber, bool IsNew, bool IsNewVersion);
