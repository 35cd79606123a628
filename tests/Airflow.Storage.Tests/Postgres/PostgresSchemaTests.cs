using Airflow.Storage.Tests.Migrations;
using Airflow.Storage.Tests.Sqlite;

namespace Airflow.Storage.Tests.Postgres;

/// <summary>The tables of PostgreSQL have the shape of SQLite's, in types of its own.</summary>
public sealed class PostgresSchemaTests(MigratedSqliteFile file) : IClassFixture<MigratedSqliteFile>
{
    private const string Tables = "SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_same_columns_keys_and_indexes_as_sqlite()
    {
        var expected = await SqliteSchema.ReadAsync(file.Session);

        var lines = new List<string>();
        foreach (var row in await QueryAsync($"SELECT t.relname, a.attname, a.attnotnull FROM ({Tables}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped"))
        {
            lines.Add(SchemaShape.Column(row[0], row[1], row[2] == "f"));
        }

        foreach (var row in await QueryAsync(
            $"""
            SELECT t.relname, i.relname, x.indisunique, (
                SELECT string_agg(COALESCE(a.attname, 'expression'), ',' ORDER BY k.n)
                FROM unnest(x.indkey::int[]) WITH ORDINALITY k (attnum, n)
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0)
            FROM ({Tables}) t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
            """))
        {
            if (!row[3].Contains("expression", StringComparison.Ordinal))
            {
                lines.Add(row[2] == "t" ? SchemaShape.Unique(row[0], row[3].Split(',')) : SchemaShape.Index(row[0], row[1], row[3].Split(',')));
            }
        }

        foreach (var row in await QueryAsync(
            $"""
            SELECT t.relname,
                (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(f.conkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum),
                f.confrelid::regclass,
                (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(f.confkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum),
                CASE f.confupdtype WHEN 'c' THEN 'CASCADE' ELSE 'NO ACTION' END,
                CASE f.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END
            FROM ({Tables}) t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
            """))
        {
            lines.Add(SchemaShape.Reference(row[0], row[1].Split(','), row[2].Trim('"'), row[3].Split(','), row[4], row[5]));
        }

        var actual = lines.Distinct().Order(StringComparer.Ordinal).ToList();
        expected.Except(actual).ShouldBeEmpty();
        actual.Except(expected).Where(line => !line.StartsWith("write_receipt", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_ids_flags_and_files_have_types_of_their_own()
    {
        var types = (await QueryAsync(
            "SELECT table_name || '.' || column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'")).ToDictionary(row => row[0], row => row[1]);

        types["task_instance.id"].ShouldBe("uuid");
        types["task_instance.start_date"].ShouldBe("timestamp with time zone");
        types["dag.is_paused"].ShouldBe("boolean");
        types["bundle_blob.content"].ShouldBe("bytea");
        types["xcom.value"].ShouldBe("json");
        types["dag_run.id"].ShouldBe("bigint");
        types.Values.ShouldNotContain("timestamp without time zone");
    }

    private static async Task<IReadOnlyList<string[]>> QueryAsync(string sql)
    {
        var fixture = (await TestContext.Current.GetFixture<PostgresFixture>()).ShouldNotBeNull();
        var name = await fixture.NewDatabaseAsync(Cancel);
        return [.. (await fixture.QueryAsync(name, sql, Cancel)).Split('\n').Select(line => line.Split('|'))];
    }
}
