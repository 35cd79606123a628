using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Airflow.Storage.Messaging;
using Airflow.Storage.Postgres;
using Airflow.Storage.Results;

namespace Airflow.Storage.Tests.Postgres;

/// <summary>Every statement is valid on PostgreSQL.</summary>
public sealed partial class PostgresStatementTests
{
    /// <summary>There are never many of them.</summary>
    private const string OfTheOpenOnes = "CallbackSql.ListOpen";

    private static readonly string[] OtherDialects = ["Sqlite", "MySql"];

    [GeneratedRegex(@" IN \(SELECT value FROM json_each\(@(ids|numbers)\)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeysOfRows { get; }

    [GeneratedRegex(@"\$(\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter { get; }

    [GeneratedRegex(@"Index Cond: .*= ANY \(\$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LookUp { get; }

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

    [Fact]
    public async Task What_is_in_a_list_of_keys_is_looked_up_by_key_even_where_the_plan_was_made_for_empty_tables()
    {
        var fixture = (await TestContext.Current.GetFixture<PostgresFixture>()).ShouldNotBeNull();
        var name = await fixture.NewDatabaseAsync(Cancel);
        var dialect = new PostgresDialect(name);
        var looks = FindStatements().Select(statement => (statement.Place, statement.Sql, dialect.Translate(statement.Sql).Text))
            .Where(statement => KeysOfRows.IsMatch(statement.Sql) && !statement.Sql.Contains(" IS NULL)", StringComparison.Ordinal) && statement.Place != OfTheOpenOnes)
            .ToList();

        var problems = new List<string>();
        foreach (var (place, _, text) in looks)
        {
            var parameters = Parameter.Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Max();
            var values = string.Join(", ", Enumerable.Repeat("NULL", parameters));
            var plan = await fixture.QueryAsync(name, $"{PostgresStores.PlanForLargeTables}; SET plan_cache_mode = force_generic_plan; PREPARE one AS {text}; EXPLAIN EXECUTE one({values})", Cancel);
            if (!LookUp.IsMatch(plan))
            {
                problems.Add($"{place}:\n{plan}");
            }
        }

        looks.Count.ShouldBeGreaterThan(10);
        problems.ShouldBeEmpty();
    }

    private static IEnumerable<(string Place, string Sql)> FindStatements() =>
        from type in typeof(AirflowDatabase).Assembly.GetTypes()
        where type.Name.EndsWith("Sql", StringComparison.Ordinal) && !OtherDialects.Any(name => type.Name.Contains(name, StringComparison.Ordinal))
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field.IsLiteral && field.FieldType == typeof(string)
        select ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
}
