namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections.</summary>
internal static class ConnectionsGroup
{
    public static CommandGroup Create() => new("connections", "Manage connections.", static () =>
    [
        new("add", "Store a connection.", static () => new ConnectionsAddCommand())
        {
            Details = "Give a URI, a JSON object, or single fields with at least --conn-type.",
        },
        new("delete", "Remove a connection.", static () => new ConnectionsDeleteCommand()),
        new("export", "Write all connections to a file.", static () => new ConnectionsExportCommand())
        {
            Details = "The file's name ends in .json, .yaml or .env; - is stdout. Passwords are written in clear.",
        },
        new("get", "Print a connection with its password.", static () => new ConnectionsGetCommand()),
        new("import", "Store connections from a file.", static () => new ConnectionsImportCommand())
        {
            Details = "Reads .json, .yaml, .yml and .env files.",
        },
        new("list", "List connections.", static () => new ConnectionsListCommand()),
    ]);
}
