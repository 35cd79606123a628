namespace Airflow.Server.Health;

/// <summary>A role's status and the time of its last heartbeat; both null when it never ran on this database.</summary>
internal sealed record RoleStatus(string? Status, DateTimeOffset? LatestHeartbeat);
