using Airflow.Engine.StateStores;

namespace Airflow.Server.Api.StateStores;

/// <summary>A value that a task keeps.</summary>
internal sealed record TaskStateStoreResponse(string Key, RawJson Value, DateTimeOffset UpdatedAt, DateTimeOffset? ExpiresAt)
{
    public static TaskStateStoreResponse Of(StoredTaskState stored) => new(stored.Key, new RawJson(stored.Value), stored.UpdatedAt, stored.ExpiresAt);
}
