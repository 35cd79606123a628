using Airflow.Storage.Tests.Migrations;
using Airflow.Storage.Tests.Sqlite;

namespace Airflow.Storage.Tests.MySql;

/// <summary>The tables of MySQL have the shape of SQLite's, in types of its own.</summary>
public sealed class MySqlSchemaTests(MigratedSqliteFile file) : IClassFixture<MigratedSqliteFile>
{
    // partial elsewhere, here they begin with the column of the condition; and one that a reference goes by, in the order of its columns
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["dag_run index idx_dag_run_queued_dags (dag_id, run_after)"] = "dag_run index idx_dag_run_queued_dags (state, dag_id, run_after)",
        ["dag_run index idx_dag_run_running_dags (dag_id, run_after)"] = "dag_run index idx_dag_run_running_dags (state, dag_id, run_after)",
        ["callback index idx_callback_open (created_at)"] = "callback index idx_callback_open (state, created_at)",
        ["xcom index idx_xcom_task_instance (dag_id, task_id, run_id, map_index)"] = "xcom index idx_xcom_task_instance (dag_id, run_id, task_id, map_index)",
        ["dag index idx_dag_draining (dag_id)"] = "dag index idx_dag_draining (draining_since, dag_id)",
    };

    private static readonly string[] Own = ["write_receipt", "write_lock", "wake_topic", "ab_user.lower_", "ab_user unique (lower_"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_same_columns_keys_and_indexes_as_sqlite()
    {
        var expected = (await SqliteSchema.ReadAsync(file.Session)).Select(line => Same(Others.GetValueOrDefault(line, line))).ToList();

        var columns = await QueryAsync("SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = DATABASE()");
        var lines = columns.ConvertAll(row => SchemaShape.Column(row[0], row[1], row[2] == "YES"));
        foreach (var row in await QueryAsync(
            """
            SELECT table_name, index_name, non_unique, GROUP_CONCAT(column_name ORDER BY seq_in_index)
            FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name, non_unique
            """))
        {
            lines.Add(row[2] == "0" ? SchemaShape.Unique(row[0], row[3].Split(',')) : SchemaShape.Index(row[0], row[1], row[3].Split(',')));
        }

        var references = await QueryAsync(
            """
            SELECT k.table_name, GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position), k.referenced_table_name,
                   GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position), r.update_rule, r.delete_rule
            FROM information_schema.key_column_usage k
            JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
            WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
            GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule
            """);
        lines.AddRange(references.Select(row => SchemaShape.Reference(row[0], row[1].Split(','), row[2], row[3].Split(','), row[4], row[5])));

        var actual = lines.Select(Same).Distinct().ToList();
        expected.Except(actual).ShouldBeEmpty();

        // the server makes an index for each reference by itself
        var made = references.Select(row => $"{row[0]} ({row[1].Replace(",", ", ", StringComparison.Ordinal)})").ToHashSet(StringComparer.Ordinal);
        actual.Except(expected)
            .Where(line => !Own.Any(own => line.StartsWith(own, StringComparison.Ordinal)) && !made.Contains(System.Text.RegularExpressions.Regex.Replace(line, @" index \w+", "", default, TimeSpan.FromSeconds(1))))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Texts_hold_any_letter_tell_case_apart_and_times_have_microseconds()
    {
        var columns = await QueryAsync("SELECT table_name, column_name, column_type, collation_name FROM information_schema.columns WHERE table_schema = DATABASE()");
        var types = columns.ToDictionary(row => $"{row[0]}.{row[1]}", row => row[2]);

        types["task_instance.id"].ShouldBe("char(36)");
        types["task_instance.start_date"].ShouldBe("datetime(6)");
        types["bundle_blob.content"].ShouldBe("longblob");
        types["xcom.value"].ShouldBe("longtext");
        types["dag_run.id"].ShouldStartWith("bigint");
        types.Values.ShouldNotContain("datetime");
        types.Values.ShouldNotContain("text");
        columns.Select(row => row[3]).Distinct().ShouldBe(["utf8mb4_bin", "ascii_bin", "latin1_bin", "NULL"], ignoreOrder: true);
    }

    /// <summary>The order of the columns of a reference is that of the index it goes by, and both words mean the same to MySQL.</summary>
    private static string Same(string line)
    {
        const string by = " references ";
        var at = line.IndexOf(by, StringComparison.Ordinal);
        if (at < 0)
        {
            return line;
        }

        var normal = line.Replace("NO ACTION", "RESTRICT", StringComparison.Ordinal);
        return normal.Replace("(dag_id, task_id, run_id, map_index)", "(dag_id, run_id, task_id, map_index)", StringComparison.Ordinal);
    }

    private static async Task<List<string[]>> QueryAsync(string sql)
    {
        var fixture = (await TestContext.Current.GetFixture<MySqlFixture>()).ShouldNotBeNull();
        var name = await fixture.NewDatabaseAsync(Cancel);
        return [.. (await fixture.QueryAsync(name, sql, Cancel)).Split('\n').Select(line => line.Split('|'))];
    }
}
