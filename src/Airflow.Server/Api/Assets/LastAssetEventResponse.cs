namespace Airflow.Server.Api.Assets;

/// <summary>The last event of an asset.</summary>
internal sealed record LastAssetEventResponse(int? Id, DateTimeOffset? Timestamp);
