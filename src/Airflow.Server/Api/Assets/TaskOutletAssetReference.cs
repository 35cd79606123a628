namespace Airflow.Server.Api.Assets;

/// <summary>A task with an asset among its outlets.</summary>
internal sealed record TaskOutletAssetReference(string DagId, string TaskId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
