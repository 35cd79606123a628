using Airflow.Engine.Users;

namespace Airflow.Server.Api.Auth;

/// <summary>A user of the database with the permissions of his roles.</summary>
internal sealed class StoredUser(string name, string stamp, IReadOnlyList<Role> roles) : ApiUser(name)
{
    private const string DagPrefix = "DAG:";
    private readonly HashSet<(string Action, string Resource)> permissions =
        [.. roles.SelectMany(static role => role.Permissions).Select(static permission => (permission.Action, permission.Resource))];

    private readonly bool isAdmin = roles.Any(static role => role.Name == BuiltInRoles.Admin);

    public override string? Stamp => stamp;

    public override string Role { get; } = string.Join(',', roles.Select(static role => role.Name));

    public override bool Can(string action, string resource) => isAdmin || permissions.Contains((action, resource));

    public override bool CanFor(string dagId, string action, string resource) =>
        Can(action, resource) || (ApiResources.IsOfDag(resource) && permissions.Contains((action, DagPrefix + dagId)));

    public override IReadOnlyCollection<string>? DagsFor(string action, string resource) => Can(action, resource)
        ? null
        : [.. permissions.Where(one => one.Action == action && one.Resource.StartsWith(DagPrefix, StringComparison.Ordinal)).Select(static one => one.Resource[DagPrefix.Length..])];
}
