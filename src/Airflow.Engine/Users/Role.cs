namespace Airflow.Engine.Users;

/// <summary>A role and its permissions: (action, resource) pairs such as (can_read, DAGs).</summary>
public sealed record Role(string Name)
{
    public IReadOnlyList<RolePermission> Permissions { get; init; } = [];
}
