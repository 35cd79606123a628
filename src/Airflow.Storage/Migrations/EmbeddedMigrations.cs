using System.Reflection;

namespace Airflow.Storage.Migrations;

/// <summary>The scripts that are part of this assembly, by dialect.</summary>
internal static class EmbeddedMigrations
{
    public const string Sqlite = "Airflow.Storage.Migrations.Sqlite.";

    private const string DropScript = "drop.sql";

    private static Assembly Assembly => typeof(EmbeddedMigrations).Assembly;

    /// <summary>In the order in which they are applied. Listed by hand, because asking the assembly costs every command 4 ms (measured).</summary>
    public static IReadOnlyList<Migration> SqliteInOrder { get; } = [new("0001_initial", Sqlite + "0001_initial.sql"), new("0002_callback_outbox", Sqlite + "0002_callback_outbox.sql"), new("0003_hold", Sqlite + "0003_hold.sql")];

    /// <summary>The script that drops every table.</summary>
    public static string ReadDropScript(string dialect) => Read(dialect + DropScript);

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
