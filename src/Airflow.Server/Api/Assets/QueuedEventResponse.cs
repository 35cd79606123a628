namespace Airflow.Server.Api.Assets;

/// <summary>An update of an asset that waits for a run of a DAG.</summary>
internal sealed record QueuedEventResponse(string DagId, int AssetId, DateTimeOffset CreatedAt, string DagDisplayName);
