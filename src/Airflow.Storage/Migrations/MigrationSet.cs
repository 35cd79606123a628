using Airflow.Engine;

namespace Airflow.Storage.Migrations;

/// <summary>The scripts of one dialect, in the order in which they are applied.</summary>
internal sealed class MigrationSet(string dialect, string createTable, params string[] names)
{
    public IReadOnlyList<Migration> All { get; } = [.. names.Select(name => new Migration(name, $"{dialect}{name}.sql"))];

    /// <summary>Makes the record of what was applied.</summary>
    public string CreateTable { get; } = createTable;

    public string ReadDropScript() => EmbeddedMigrations.ReadDropScript(dialect);

    public List<Migration> FindPending(IReadOnlyList<string> applied)
    {
        if (applied.FirstOrDefault(name => All.All(migration => migration.Name != name)) is { } unknown)
        {
            throw new AirflowException("database_newer", $"The database has migration '{unknown}', which this version does not know. Use the version that migrated it, or a newer one.");
        }

        return [.. All.Where(migration => !applied.Contains(migration.Name))];
    }
}
