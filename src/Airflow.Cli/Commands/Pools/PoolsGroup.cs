namespace Airflow.Cli.Commands.Pools;

/// <summary>The commands of airflow pools.</summary>
internal static class PoolsGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("delete", "Delete a pool.", static () => new DeletePoolCommand()) { Audit = "pool_delete" },
        new("export", "Write all pools to a JSON file.", static () => new ExportPoolsCommand()) { Audit = "pool_export" },
        new("get", "Print a pool.", static () => new GetPoolCommand()),
        new("import", "Make or change the pools of a JSON file.", static () => new ImportPoolsCommand()) { Audit = "pool_import" },
        new("list", "List the pools.", static () => new ListPoolsCommand()),
        new("set", "Make or change a pool.", static () => new SetPoolCommand()) { Audit = "pool_set" },
    ];
}
