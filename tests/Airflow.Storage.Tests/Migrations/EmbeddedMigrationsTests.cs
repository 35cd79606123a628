namespace Airflow.Storage.Tests.Migrations;

public sealed class EmbeddedMigrationsTests
{
    [Fact]
    public void Every_dialect_has_the_same_scripts()
    {
        var sqlite = ScriptsOf("Sqlite");

        sqlite.ShouldNotBeEmpty();
        ScriptsOf("Postgres").ShouldBe(sqlite);
        ScriptsOf("MySql").ShouldBe(sqlite);
    }

    private static List<string> ScriptsOf(string dialect)
    {
        var prefix = $"Airflow.Storage.Migrations.{dialect}.";
        return [.. typeof(AirflowDatabase).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..])
            .Order(StringComparer.Ordinal)];
    }
}
