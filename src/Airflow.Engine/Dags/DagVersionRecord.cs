namespace Airflow.Engine.Dags;

/// <summary>A row of dag_version; <see cref="BundleVersion"/> is the manifest that pins its code.</summary>
public sealed record DagVersionRecord(Guid Id, string DagId, int VersionNumber, string BundleName, string? BundleVersion, DateTimeOffset CreatedAt);
