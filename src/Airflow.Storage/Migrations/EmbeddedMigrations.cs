using System.Reflection;

namespace Airflow.Storage.Migrations;

/// <summary>The scripts that are part of this assembly, by dialect.</summary>
internal static class EmbeddedMigrations
{
    public const string Sqlite = "Airflow.Storage.Migrations.Sqlite.";

    private static readonly string[] Names =
    [
        "0001_initial", "0002_callback_outbox", "0003_hold", "0004_worker", "0005_lease_owner", "0006_personal_access_token", "0007_run_task_changes", "0008_worker_load", "0009_task_instance_list",
    ];

    private const string DropScript = "drop.sql";

    private static Assembly Assembly => typeof(EmbeddedMigrations).Assembly;

    /// <summary>In the order in which they are applied. Listed by hand, because asking the assembly costs every command 4 ms (measured).</summary>
    public static IReadOnlyList<Migration> SqliteInOrder { get; } = Array.ConvertAll(Names, static name => new Migration(name, $"{Sqlite}{name}.sql"));

    public static MigrationSet Postgres => field ??= new(
        "Airflow.Storage.Migrations.Postgres.",
        "CREATE TABLE IF NOT EXISTS schema_migration (name VARCHAR(250) COLLATE \"C\" NOT NULL PRIMARY KEY, checksum CHAR(64) NOT NULL, applied_at TIMESTAMPTZ NOT NULL)",
        Names);

    public static MigrationSet MySql => field ??= new(
        "Airflow.Storage.Migrations.MySql.",
        "CREATE TABLE IF NOT EXISTS schema_migration (name VARCHAR(250) NOT NULL PRIMARY KEY, checksum CHAR(64) NOT NULL, applied_at DATETIME(6) NOT NULL) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        Names);

    /// <summary>The script that drops every table.</summary>
    public static string ReadDropScript(string dialect) => Read(dialect + DropScript);

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
