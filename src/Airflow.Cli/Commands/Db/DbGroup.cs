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
            Details = "Nothing of an unfinished run goes, and the last run of every DAG stays.",
        },
        new("drop-archived", "Drop the archive tables that db clean made.", static () => new DropArchivedCommand()),
        new("export-archived", "Write the archive tables that db clean made to files.", static () => new ExportArchivedCommand()),
        new("migrate", "Create the schema, or bring it up to date.", static () => new MigrateDatabaseCommand()),
        new("reset", "Drop all tables and create them anew.", static () => new ResetDatabaseCommand()),
        new("shell", "Open the database's own client program.", static () => new DatabaseShellCommand()),
    ];
}
