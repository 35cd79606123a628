namespace Airflow.Cli.Commands.Db;

/// <summary>The commands of airflow db.</summary>
internal static class DbGroup
{
    public static IReadOnlyList<CommandEntry> Commands =>
    [
        new("check", "Tell whether the database can be reached.", static () => new CheckDatabaseCommand()),
        new("check-migrations", "Wait until the schema is the one that this program needs.", static () => new CheckMigrationsCommand()),
        new("clean", "Delete old rows.", static () => new CleanDatabaseCommand())
        {
            Details = "Rows are deleted for good, not moved to archive tables. The last run of every DAG stays.",
        },
        new("migrate", "Create the schema, or bring it up to date.", static () => new MigrateDatabaseCommand()),
        new("reset", "Drop all tables and create them anew.", static () => new ResetDatabaseCommand()),
        new("shell", "Open the database's own client program.", static () => new DatabaseShellCommand()),
    ];
}
