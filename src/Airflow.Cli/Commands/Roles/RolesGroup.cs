namespace Airflow.Cli.Commands.Roles;

/// <summary>airflow roles.</summary>
internal static class RolesGroup
{
    public static CommandGroup Create() => new("roles", "Manage roles.", static () =>
    [
        new("add-perms", "Give permissions to roles.", static () => new RolesAddPermsCommand()),
        new("create", "Create roles.", static () => new RolesCreateCommand()),
        new("del-perms", "Take permissions from roles.", static () => new RolesDelPermsCommand()),
        new("delete", "Remove roles.", static () => new RolesDeleteCommand()),
        new("export", "Write roles of your own to a JSON file.", static () => new RolesExportCommand()),
        new("import", "Create roles from a JSON file.", static () => new RolesImportCommand())
        {
            Details = "A role that exists is left as it is.",
        },
        new("list", "List roles.", static () => new RolesListCommand()),
    ]);
}
