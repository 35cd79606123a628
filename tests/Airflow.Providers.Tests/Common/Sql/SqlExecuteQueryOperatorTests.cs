using Airflow.Tests.Hosting;

namespace Airflow.Providers.Common.Sql;

public sealed class SqlExecuteQueryOperatorTests : IDisposable
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("sql") { DefaultArgs = new() { ConnId = "db" } };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sql-tests");

    public SqlExecuteQueryOperatorTests() =>
        _run.Backend.Connections["db"] = new Connection("db", "sqlite") { Host = Path.Combine(_folder.FullName, "test.db") };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Rows_are_the_result()
    {
        await DoAsync("create", "CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, NULL)");

        (await DoAsync("select", "SELECT id, name FROM t ORDER BY id")).ShouldBe("""[[1,"one"],[2,null]]""");
    }

    [Fact]
    public async Task Records_are_inputs_for_functions()
    {
        await DoAsync("create", "CREATE TABLE t (id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two')");
        var select = _dag.Add(new SqlExecuteQueryOperator("select") { Sql = "SELECT id, name FROM t", Handler = SqlHandlers.FetchRecords });
        var names = _dag.Task("names", select.Rows<Row>(), rows => string.Join("+", rows.Select(row => row.Name)));

        await _run.RunAsync(select);
        await _run.RunAsync(names);

        _run.Result(names).ShouldBe("\"one+two\"");
    }

    [Fact]
    public async Task Values_go_in_as_parameters()
    {
        var task = _dag.Add(new SqlExecuteQueryOperator("t")
        {
            Sql = "SELECT :name || '!', @number + 1",
            Parameters = new Dictionary<string, object?> { ["name"] = "o'neil", ["number"] = 41 },
        });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("""[["o'neil!",42]]""");
    }

    [Fact]
    public async Task Several_texts_are_one_transaction()
    {
        await DoAsync("create", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"] });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("UNIQUE");

        (await DoAsync("count", "SELECT count(*) FROM t")).ShouldBe("[[0]]");
    }

    [Fact]
    public async Task With_autocommit_what_was_done_stays()
    {
        await DoAsync("create", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"], Autocommit = true });

        await _run.RunAsync(task);

        (await DoAsync("count", "SELECT count(*) FROM t")).ShouldBe("[[1]]");
    }

    [Fact]
    public async Task Split_statements_give_their_rows_one_by_one()
    {
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = "SELECT 1; SELECT ';'", SplitStatements = true, ReturnLast = false });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("""[[[1]],[[";"]]]""");
    }

    [Fact]
    public async Task A_file_beside_the_DAG_file_is_executed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "q.sql"), "SELECT 'file'", TestContext.Current.CancellationToken);
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = "q.sql" });

        await _run.RunAsync(task, TestRun.Details(task) with { DagFolder = _folder.FullName }, TestContext.Current.CancellationToken);

        _run.Result(task).ShouldBe("""[["file"]]""");
        _run.Backend.RenderedFields?.GetProperty("sql").GetString().ShouldBe("SELECT 'file'");
    }

    [Fact]
    public async Task A_database_of_another_kind_is_an_error_that_says_which_there_are()
    {
        _run.Backend.Connections["db"] = new Connection("db", "oracle");
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = "SELECT 1" });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("there are: sqlite");
    }

    [Fact]
    public async Task Without_a_connection_or_SQL_it_fails_for_good()
    {
        var other = new Dag("other");

        (await _run.RunAsync(other.Add(new SqlExecuteQueryOperator("a") { Sql = "SELECT 1" }))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("ConnId");
        (await _run.RunAsync(_dag.Add(new SqlExecuteQueryOperator("b")))).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("no Sql");
        (await _run.RunAsync(_dag.Add(new SqlExecuteQueryOperator("c") { Sql = " " }))).ShouldBeOfType<TaskFailed>().Retryable.ShouldBeFalse();
    }

    private async Task<string?> DoAsync(string taskId, string sql)
    {
        var task = _dag.Add(new SqlExecuteQueryOperator(taskId) { Sql = sql });
        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();
        return _run.Result(task);
    }

    private sealed record Row(int Id, string Name);
}
