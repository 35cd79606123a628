namespace Airflow.Server.Api.Assets;

/// <summary>A trigger that watches an asset.</summary>
internal sealed record AssetWatcherResponse(string Name, int TriggerId, DateTimeOffset CreatedDate);
