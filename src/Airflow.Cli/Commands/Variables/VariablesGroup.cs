namespace Airflow.Cli.Commands.Variables;

/// <summary>airflow variables.</summary>
internal static class VariablesGroup
{
    public static CommandGroup Create() => new("variables", "Manage variables.", static () =>
    [
        new("delete", "Remove a variable.", static () => new VariablesDeleteCommand()) { Audit = "variables_delete" },
        new("export", "Write all variables to a JSON file.", static () => new VariablesExportCommand()) { Audit = "variables_export" },
        new("get", "Print the value of a variable.", static () => new VariablesGetCommand()),
        new("import", "Store variables from a file.", static () => new VariablesImportCommand())
        {
            Audit = "variables_import",
            Details = "Reads .json, .yaml, .yml and .env files.",
        },
        new("list", "List variables.", static () => new VariablesListCommand()),
        new("set", "Store a variable.", static () => new VariablesSetCommand()) { Audit = "variables_set" },
    ]);
}
