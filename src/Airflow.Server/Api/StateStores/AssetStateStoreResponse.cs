using Airflow.Engine.StateStores;

namespace Airflow.Server.Api.StateStores;

/// <summary>A value that is kept about an asset.</summary>
internal sealed record AssetStateStoreResponse(string Key, RawJson Value, DateTimeOffset UpdatedAt, AssetStateStoreLastUpdatedBy? LastUpdatedBy)
{
    public static AssetStateStoreResponse Of(StoredAssetState stored) => new(
        stored.Key,
        new RawJson(stored.Value),
        stored.UpdatedAt,
        stored.WriterKind is { } kind ? new AssetStateStoreLastUpdatedBy(kind, stored.DagId, stored.RunId, stored.TaskId, stored.MapIndex) : null);
}
