namespace Airflow.Cli.Commands.Connections;

/// <summary>airflow connections.</summary>
internal static class ConnectionsGroup
{
    public static CommandGroup Create() => new("connections", "Manage connections.", static () =>
    [
        new("add", "Store a connection.", static () => new ConnectionsAddCommand())
        {
            Audit = "connections_add",
            Details = "Give a URI, a JSON object, or single fields with at least --conn-type.",
        },
        new("create-default-connections", "Store the connections that examples expect.", static () => new ConnectionsCreateDefaultsCommand())
        {
            Audit = "create_default_connections",
            Details = "Connections that exist are left as they are.",
        },
        new("delete", "Remove a connection.", static () => new ConnectionsDeleteCommand()) { Audit = "connections_delete" },
        new("export", "Write all connections to a file.", static () => new ConnectionsExportCommand())
        {
            Audit = "connections_export",
            Details = "The file's name ends in .json, .yaml or .env; - is stdout. Passwords are written in clear.",
        },
        new("get", "Print a connection with its password.", static () => new ConnectionsGetCommand()),
        new("import", "Store connections from a file.", static () => new ConnectionsImportCommand())
        {
            Audit = "connections_import",
            Details = "Reads .json, .yaml, .yml and .env files.",
        },
        new("list", "List connections.", static () => new ConnectionsListCommand()),
        new("test", "Try whether the other side of a connection answers.", static () => new ConnectionsTestCommand())
        {
            Details = "Only where [core] test_connection is Enabled.",
        },
    ]);
}
