using System.Reflection;
using Airflow.Storage.Messaging;
using Airflow.Storage.MySql;
using Airflow.Storage.Results;

namespace Airflow.Storage.Tests.MySql;

/// <summary>Every statement is valid on MariaDB.</summary>
public sealed class MySqlStatementTests
{
    private static readonly string[] OtherDialects = ["Sqlite", "Postgres"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_statement_of_the_stores_can_be_prepared()
    {
        var fixture = (await TestContext.Current.GetFixture<MySqlFixture>()).ShouldNotBeNull();
        var name = await fixture.NewDatabaseAsync(Cancel);
        var dialect = new MySqlDialect(name);
        var problems = new List<string>();
        await fixture.QueryAsync(name, ResultTables.Scripts.MySql + MessageTables.Scripts.MySql, Cancel);

        foreach (var (place, sql) in FindStatements())
        {
            foreach (var part in dialect.Translate(sql).Text.Split(";\n"))
            {
                // places of values have no names in a prepared statement
                var statement = System.Text.RegularExpressions.Regex.Replace(part, @"@_\d+", "?", default, TimeSpan.FromSeconds(1));
                try
                {
                    await fixture.QueryAsync(
                        name, $"SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES'; PREPARE one FROM '{statement.Replace("'", "''", StringComparison.Ordinal)}'", Cancel);
                }
                catch (InvalidOperationException exception)
                {
                    problems.Add($"{place}: {exception.Message}\n{statement}");
                }
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
