using Airflow.Engine.Users;

namespace Airflow.Server.Api.Accounts;

/// <summary>A role and what it permits.</summary>
internal sealed record RoleResponse(string Name, IReadOnlyList<PermissionResponse> Actions)
{
    public static RoleResponse Of(Role role) => new(role.Name, [.. role.Permissions.Select(PermissionResponse.Of)]);
}
