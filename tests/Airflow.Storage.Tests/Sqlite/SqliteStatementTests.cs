using System.Reflection;
using Airflow.Storage.Dags;
using Airflow.Storage.Execution;
using Airflow.Storage.Messaging;
using Airflow.Storage.Pools;
using Airflow.Storage.Results;
using Airflow.Storage.Runs;
using Airflow.Storage.Sqlite;
using Airflow.Storage.Tasks;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>Every statement is valid on this database, and the hot ones find their rows by an index.</summary>
public sealed class SqliteStatementTests(MigratedSqliteFile file) : IClassFixture<MigratedSqliteFile>
{
    private static readonly string[] OtherDialects = ["Postgres", "MySql", "Server"];

    private readonly SqliteSession _session = WithOtherTables(file.Session);

    public static TheoryData<string, string> Statements { get; } = [.. FindStatements().Select(statement => new TheoryDataRow<string, string>(statement.Name, statement.Sql))];

    public static TheoryData<string, string> Hot { get; } = new()
    {
        { DagStoreSql.ListDue, "idx_next_dagrun_create_after" },
        { DagStoreSql.FindNextDue, "idx_next_dagrun_create_after" },
        { DagSaveSql.ListDagsOfFile, "idx_dag_relative_fileloc" },
        { RunLeaseSql.ListAbandoned, "idx_dag_run_running_dags" },
        { RunLeaseSql.ListWaitingDags, "idx_dag_run_queued_dags" },
        { RunLeaseSql.ListQueuedOfDag, "idx_dag_run_queued_dags" },
        { RunLeaseSql.ListHeld, "idx_run_lease_owner" },
        { RunLeaseSql.ListAbandoned, "idx_run_lease_owner" },
        { RunLeaseSql.Take, "INTEGER PRIMARY KEY" },
        { RunStoreSql.ListNewestOfDag, "idx_dag_run_dag_id" },
        { RunStoreSql.ListNewest, "idx_dag_run_run_after" },
        { TaskInstanceSql.ListForRun, "sqlite_autoindex_task_instance_2" },
        { TaskInstanceSql.ListForRuns, "sqlite_autoindex_task_instance_2" },
        { TaskInstanceSql.ListActive, "ti_state" },
        { TaskInstanceSql.Heartbeat, "sqlite_autoindex_task_instance_1" },
        { PoolSql.ListUsage, "ti_state" },
        { TaskSql.Queue, "sqlite_autoindex_task_instance_1" },
        { TaskSql.End, "sqlite_autoindex_task_instance_1" },
        { StateSql.LeaseHeld, "PRIMARY KEY" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void It_is_complete_and_valid(string name, string sql)
    {
        _session.Prepare(sql).ParameterNames().ShouldAllBe(parameter => parameter.Length > 0, name);
        sql.ShouldNotContain("SELECT *");
        sql.ShouldNotContain("{");
    }

    [Theory]
    [MemberData(nameof(Hot))]
    public async Task A_hot_statement_uses_its_index(string sql, string index)
    {
        var explain = $"EXPLAIN QUERY PLAN {sql}";
        var arguments = _session.Prepare(explain).ParameterNames().Select(name => (name, (object?)null)).ToArray();

        var plan = await _session.ListAsync(explain, row => row.Text(3), arguments);

        plan.ShouldContain(step => step.Contains(index, StringComparison.Ordinal), string.Join('\n', plan));
    }

    // tables that are made when they are first used
    private static SqliteSession WithOtherTables(SqliteSession session)
    {
        session.RunScript(ResultTables.Scripts.Sqlite);
        session.RunScript(MessageTables.Scripts.Sqlite);
        return session;
    }

    private static IEnumerable<(string Name, string Sql)> FindStatements() =>
        from type in typeof(AirflowDatabase).Assembly.GetTypes()
        where type.Name.EndsWith("Sql", StringComparison.Ordinal) && !OtherDialects.Any(name => type.Name.Contains(name, StringComparison.Ordinal))
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where field.IsLiteral && field.FieldType == typeof(string)
        select ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
}
