namespace Airflow.Server.Api.Assets;

/// <summary>A task with an asset among its inlets.</summary>
internal sealed record TaskInletAssetReference(string DagId, string TaskId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
