namespace Airflow.Cli.Commands.Db;

/// <summary>The commands of airflow db.</summary>
internal static class DbGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("check", "Tell whether the database can be reached.", static () => new CheckDatabaseCommand()),
        new("check-migrations", "Wait until the schema is the one that this program needs.", static () => new CheckMigrationsCommand()),
        new("clean", "Move old rows into archive tables, or delete them.", static () => new CleanDatabaseCommand())
        {
            Audit = "cleanup_tables",
            Details = "Nothing of an unfinished run goes, and the last run of every DAG stays.",
        },
        new("drop-archived", "Drop the archive tables that db clean made.", static () => new DropArchivedCommand()) { Audit = "drop_archived" },
        new("export-archived", "Write the archive tables that db clean made to files.", static () => new ExportArchivedCommand()) { Audit = "export_archived" },
        new("migrate", "Create the schema, or bring it up to date.", static () => new MigrateDatabaseCommand()) { Audit = "migratedb" },
        new("reset", "Drop all tables and create them anew.", static () => new ResetDatabaseCommand()) { Audit = "resetdb" },
        new("shell", "Open the database's own client program.", static () => new DatabaseShellCommand()),
    ];
}
