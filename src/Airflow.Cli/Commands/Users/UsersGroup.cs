namespace Airflow.Cli.Commands.Users;

/// <summary>airflow users.</summary>
internal static class UsersGroup
{
    public static CommandGroup Create() => new("users", "Manage users.", static () =>
    [
        new("add-role", "Give a role to a user.", static () => new UsersAddRoleCommand()) { Audit = "add_role" },
        new("create", "Create a user.", static () => new UsersCreateCommand())
        {
            Audit = "users_create",
            Details = "Asks for the password unless --password or --use-random-password is given.",
        },
        new("delete", "Remove a user.", static () => new UsersDeleteCommand()) { Audit = "users_delete" },
        new("export", "Write all users to a JSON file, without passwords.", static () => new UsersExportCommand()) { Audit = "users_export" },
        new("import", "Create and change users from a JSON file.", static () => new UsersImportCommand())
        {
            Audit = "users_import",
            Details = "New users have no password until airflow users reset-password gives them one.",
        },
        new("list", "List users.", static () => new UsersListCommand()),
        new("remove-role", "Take a role from a user.", static () => new UsersRemoveRoleCommand()) { Audit = "remove_role" },
        new("reset-password", "Give a user a new password.", static () => new UsersResetPasswordCommand()) { Audit = "user_reset_password" },
    ]);
}
