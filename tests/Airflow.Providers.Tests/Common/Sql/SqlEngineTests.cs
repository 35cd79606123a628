using Airflow.Tests.Hosting;

namespace Airflow.Providers.Common.Sql;

/// <summary>What the operator of SQL does on a server, whichever it is.</summary>
public abstract class SqlEngineTests : IAsyncLifetime
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("sql") { DefaultArgs = new() { ConnId = "db" } };

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run.Backend.Connections["db"] = await StartServerAsync();
        await DoAsync("drop", "DROP TABLE IF EXISTS t");
        await DoAsync("create", "CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(50), price decimal(8, 2)); INSERT INTO t VALUES (1, 'blåβ🙂', 9.50), (2, NULL, NULL)");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rows_are_the_result() => (await DoAsync("select", "SELECT id, name, price FROM t ORDER BY id")).ShouldBe("""[[1,"blåβ\uD83D\uDE42",9.50],[2,null,null]]""");

    [Fact]
    public async Task Values_go_in_as_parameters()
    {
        var task = _dag.Add(new SqlExecuteQueryOperator("t")
        {
            Sql = "SELECT id FROM t WHERE name = @name OR id = @id ORDER BY id",
            Parameters = new Dictionary<string, object?> { ["name"] = "blåβ🙂", ["id"] = 2 },
        });

        await _run.RunAsync(task);

        _run.Result(task).ShouldBe("[[1],[2]]");
    }

    [Fact]
    public async Task Several_texts_are_one_transaction()
    {
        var task = _dag.Add(new SqlExecuteQueryOperator("twice") { Sql = ["INSERT INTO t VALUES (3, 'three', 3)", "INSERT INTO t VALUES (3, 'three', 3)"] });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("uplicate");

        (await DoAsync("count", "SELECT max(id) FROM t")).ShouldBe("[[2]]");
    }

    [Fact]
    public async Task A_stranger_is_refused_and_the_password_is_not_told()
    {
        _run.Backend.Connections["db"] = _run.Backend.Connections["db"] with { Login = "stranger", Password = "not-the-password" };
        var task = _dag.Add(new SqlExecuteQueryOperator("t") { Sql = "SELECT 1" });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldNotContain("not-the-password");
    }

    protected abstract Task<Connection> StartServerAsync();

    private async Task<string?> DoAsync(string taskId, string sql)
    {
        var task = _dag.Add(new SqlExecuteQueryOperator(taskId) { Sql = sql });
        var outcome = await _run.RunAsync(task);
        outcome.ShouldBeOfType<TaskSucceeded>((outcome as TaskFailed)?.Reason);
        return _run.Result(task);
    }
}
