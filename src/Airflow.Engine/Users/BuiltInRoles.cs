namespace Airflow.Engine.Users;

/// <summary>The five roles that every installation has; each one may do what the one before it may, and more.</summary>
public static class BuiltInRoles
{
    public const string Public = "Public";
    public const string Viewer = "Viewer";
    public const string User = "User";
    public const string Op = "Op";
    public const string Admin = "Admin";

    private const string Read = "can_read";
    private const string Edit = "can_edit";
    private const string Create = "can_create";
    private const string Delete = "can_delete";
    private const string Menu = "menu_access";

    private static readonly RolePermission[] ViewerPermissions =
    [
        .. Allow(
            Read, "DAGs", "DAG Dependencies", "DAG Code", "DAG Runs", "DAG Versions", "DAG Warnings", "Assets", "Asset Aliases", "Backfills",
            "Cluster Activity", "Pools", "ImportError", "Jobs", "My Password", "My Profile", "Task Instances", "Task Logs", "XComs", "HITL Detail", "Website"),
        .. Allow(Edit, "My Password", "My Profile"),
        .. Allow(Menu, "Browse", "DAGs", "DAG Dependencies", "DAG Runs", "Assets", "Cluster Activity", "Documentation", "Docs", "Jobs", "Task Instances"),
    ];

    private static readonly RolePermission[] UserPermissions =
    [
        .. ViewerPermissions,
        .. Allow(Create, "Task Instances", "DAG Runs", "Assets"),
        .. Allow(Edit, "DAGs", "Task Instances", "DAG Runs", "HITL Detail"),
        .. Allow(Delete, "DAGs", "Task Instances", "DAG Runs"),
    ];

    private static readonly RolePermission[] OpPermissions =
    [
        .. UserPermissions,
        .. Allow(Read, "Configurations", "Connections", "Plugins", "Providers", "Variables"),
        .. Allow(Create, "Connections", "Pools", "Variables", "XComs", "Backfills"),
        .. Allow(Edit, "Connections", "Pools", "Variables", "XComs", "Assets", "Backfills", "Cluster Activity"),
        .. Allow(Delete, "Connections", "Pools", "Variables", "XComs", "Assets", "Backfills"),
        .. Allow(Menu, "Admin", "Configurations", "Connections", "Pools", "Plugins", "Variables", "Providers", "XComs", "HITL Detail"),
    ];

    private static readonly RolePermission[] AdminPermissions =
    [
        .. OpPermissions,
        .. Allow(Read, "Audit Logs", "All Audit Logs", "All Import Errors", "All Reparses", "Task Reschedules", "Triggers", "Passwords", "Roles", "Users"),
        .. Allow(Create, "Roles", "Users"),
        .. Allow(Edit, "DAG Code", "Passwords", "Roles", "Users"),
        .. Allow(Delete, "Roles", "Users"),
        .. Allow(Menu, "Audit Logs", "Task Reschedules", "Triggers", "Roles", "Users"),
    ];

    /// <summary>The roles, in the order in which they are made.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        new(Admin) { Permissions = AdminPermissions },
        new(Public),
        new(Viewer) { Permissions = ViewerPermissions },
        new(User) { Permissions = UserPermissions },
        new(Op) { Permissions = OpPermissions },
    ];

    /// <summary>Whether the name belongs to one of them.</summary>
    public static bool Contains(string name) => All.Any(role => string.Equals(role.Name, name, StringComparison.Ordinal));

    /// <summary>Every resource and action that a permission may name.</summary>
    public static IEnumerable<RolePermission> KnownPermissions => AdminPermissions;

    /// <summary>Makes the roles that are missing; returns how many.</summary>
    public static async Task<int> EnsureAsync(IUserStore store, CancellationToken cancellationToken)
    {
        var present = (await store.ListRolesAsync(cancellationToken)).Select(role => role.Name).ToHashSet(StringComparer.Ordinal);
        var added = 0;
        foreach (var role in All.Where(role => !present.Contains(role.Name)))
        {
            added += await store.AddRoleAsync(role, cancellationToken) ? 1 : 0;
        }

        return added;
    }

    private static IEnumerable<RolePermission> Allow(string action, params string[] resources) =>
        resources.Select(resource => new RolePermission(action, resource));
}
