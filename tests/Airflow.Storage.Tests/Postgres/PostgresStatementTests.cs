using System.Reflection;
using Airflow.Storage.Messaging;
using Airflow.Storage.Postgres;
using Airflow.Storage.Results;

namespace Airflow.Storage.Tests.Postgres;

/// <summary>Every statement is valid on PostgreSQL.</summary>
public sealed class PostgresStatementTests
{
    private static readonly string[] OtherDialects = ["Sqlite", "MySql"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_statement_of_the_stores_can_be_prepared()
    {
        var fixture = (await TestContext.Current.GetFixture<PostgresFixture>()).ShouldNotBeNull();
        var name = await fixture.NewDatabaseAsync(Cancel);
        var dialect = new PostgresDialect(name);
        var problems = new List<string>();
        await fixture.QueryAsync(name, ResultTables.Scripts.Postgres + MessageTables.Scripts.Postgres, Cancel);

        foreach (var (place, sql) in FindStatements())
        {
            var statement = dialect.Translate(sql).Text;
            try
            {
                await fixture.QueryAsync(name, $"PREPARE one AS {statement}", Cancel);
            }
            catch (InvalidOperationException exception)
            {
                problems.Add($"{place}: {exception.Message}");
            }
        }

        problems.ShouldBeEmpty();
    }

    private static IEnumerable<(string Place, string Sql)> FindStatements() =>
        from type in typeof(AirflowDatabase).Assembly.GetTypes()
        where type.Name.EndsWith("Sql", StringComparison.Ordinal) && !OtherDialects.Any(name => type.Name.Contains(name, StringComparison.Ordinal))
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field.IsLiteral && field.FieldType == typeof(string)
        select ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
}
