namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles.</summary>
internal static class RolesGroup
{
    public static CommandGroup Create() => new("roles", "Manage roles.", static () =>
    [
        new("add-perms", "Give permissions to roles.", static () => new RolesAddPermsCommand()) { Audit = "roles_add_perms" },
        new("create", "Create roles.", static () => new RolesCreateCommand()) { Audit = "roles_create" },
        new("del-perms", "Take permissions from roles.", static () => new RolesDelPermsCommand()) { Audit = "roles_del_perms" },
        new("delete", "Remove roles.", static () => new RolesDeleteCommand()) { Audit = "roles_delete" },
        new("export", "Write roles of your own to a JSON file.", static () => new RolesExportCommand()) { Audit = "roles_export" },
        new("import", "Create roles from a JSON file.", static () => new RolesImportCommand())
        {
            Audit = "roles_import",
            Details = "A role that exists is left as it is.",
        },
        new("list", "List roles.", static () => new RolesListCommand()),
    ]);
}
