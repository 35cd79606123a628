using Airflow.Engine.Users;

namespace Airflow.Server.Api.Accounts;

/// <summary>What may be done with what.</summary>
internal sealed record PermissionResponse(NamedThing Action, NamedThing Resource)
{
    public static PermissionResponse Of(RolePermission permission) => new(new NamedThing(permission.Action), new NamedThing(permission.Resource));
}
