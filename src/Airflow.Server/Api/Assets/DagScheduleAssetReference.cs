namespace Airflow.Server.Api.Assets;

/// <summary>A DAG whose schedule names an asset.</summary>
internal sealed record DagScheduleAssetReference(string DagId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
