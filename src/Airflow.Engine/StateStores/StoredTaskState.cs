namespace Airflow.Engine.StateStores;

/// <summary>A value that a task keeps, as lists show it; the value is JSON.</summary>
public sealed record StoredTaskState(string Key, string Value, DateTimeOffset UpdatedAt, DateTimeOffset? ExpiresAt);
