using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>Everything on one machine, with MariaDB as the metadata database.</summary>
public sealed class MySqlStandaloneTests : IAsyncLifetime
{
    private const string Text = """
        using Airflow;

        var dag = new Dag("my_hello");
        var extract = dag.Task("extract", context => 3);
        dag.Task("total", extract, value => value * 2);
        """;

    private MariaDbServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await MariaDbServer.StartAsync(isDurable: true, Cancel);
        await _server.QueryAsync("mysql", "CREATE DATABASE airflow_db", Cancel);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_dag_runs_and_its_results_are_there_and_a_crash_of_the_server_ends_nothing()
    {
        await using var home = new StandaloneHome { DatabaseUrl = _server!.UrlOf("airflow_db") };
        await home.StartAsync();

        (await home.RunDagAsync("my_hello", Text)).State.ShouldBe(RunState.Success);
        (await home.TaskAsync("my_hello", "total")).State.ShouldBe(TaskState.Success);
        (await _server.QueryAsync("airflow_db", "SELECT value FROM xcom WHERE task_id = 'total' AND `key` = 'return_value'", Cancel)).ShouldBe("6");
        (await home.RunAsync("tasks", "states-for-dag-run", "my_hello", "r1", "-o", "plain")).Output.ShouldContain("success");

        await _server.KillAsync();
        await _server.StartAsync();
        await home.TriggerAsync("my_hello", "r2");

        (await home.WaitForRunAsync("my_hello", "r2")).State.ShouldBe(RunState.Success);
        home.Process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task The_commands_of_the_database_work()
    {
        await using var home = new StandaloneHome { DatabaseUrl = _server!.UrlOf("airflow_db").Replace("mysqldb", "mysqlconnector", StringComparison.Ordinal) };

        (await home.RunAsync("db", "check-migrations", "-t", "0")).Error.ShouldContain("0001_initial");
        (await home.RunAsync("dags", "list")).Error.ShouldContain("airflow db migrate");
        var migrate = await home.RunAsync("db", "migrate");
        (migrate.ExitCode, migrate.Error.Contains("airflow:***@", StringComparison.Ordinal)).ShouldBe((0, true), migrate.Error);
        (await home.RunAsync("db", "check")).ExitCode.ShouldBe(0);
        (await home.RunAsync("db", "check-migrations", "-t", "0")).ExitCode.ShouldBe(0);
        (await home.RunAsync("variables", "set", "colour", "blåβ🙂")).ExitCode.ShouldBe(0);
        (await home.RunAsync("variables", "get", "colour")).Output.Trim().ShouldBe("blåβ🙂");
        (await home.RunAsync("db", "clean", "--clean-before-timestamp", "2040-01-01", "--yes")).ExitCode.ShouldBe(0);
        (await home.RunAsync("db", "reset", "--yes")).ExitCode.ShouldBe(0);
        (await home.RunAsync("variables", "get", "colour")).ExitCode.ShouldNotBe(0);
    }
}
