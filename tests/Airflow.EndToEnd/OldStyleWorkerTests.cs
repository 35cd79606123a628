using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>Workers as releases 1.10 and 2 had them: every host has an airflow.cfg that names database and broker, and nothing else.</summary>
public sealed class OldStyleWorkerTests : IAsyncLifetime
{
    private PostgresServer? _database;
    private RedisServer? _redis;
    private StandaloneHome _master = null!;
    private StandaloneHome _worker = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings => [("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"), ("AIRFLOW__CELERY__BROKER_URL", _redis!.Url)];

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresServer.StartAsync(isDurable: false, Cancel);
        await _database.QueryAsync("postgres", "CREATE DATABASE airflow_db", Cancel);
        _redis = await RedisServer.StartAsync();
        _master = new StandaloneHome { DatabaseUrl = _database.UrlOf("airflow_db") };
        _worker = new StandaloneHome { DatabaseUrl = _database.UrlOf("airflow_db") };
        (await _master.RunAsync("initdb")).ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _master.DisposeAsync();
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData("celery worker -c 2 -q default,etl")]
    [InlineData("worker -q default,etl -cn w1@%h")]
    public async Task A_worker_that_knows_database_and_broker_runs_tasks(string line)
    {
        _master.Begin(["dag-processor"], Settings);
        _master.Begin(["scheduler"], Settings);
        _worker.Begin([.. line.Split(' '), "--skip-serve-logs"], Settings);

        var run = await _master.RunDagAsync("old", """
            var dag = new Dag("old");
            var three = dag.Task("three", () => 3, new() { Queue = "etl" });
            dag.Task("six", three, value => Console.WriteLine($"got {value * 2}"));
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Success);
        _worker.LogEvents("old", "six").ShouldContain("got 6");
        (await _master.TaskAsync("old", "three")).State.ShouldBe(TaskState.Success);
        (await _master.TaskAsync("old", "three")).Executor.ShouldBe("CeleryExecutor");
    }

    [Fact]
    public async Task A_worker_in_the_background_is_found_by_other_commands_and_stopped()
    {
        var start = await _worker.RunAsync(["celery", "worker", "-q", "q_name1", "-H", "w1@here", "-D", "--skip-serve-logs", "-u", "027"], Settings);
        start.ExitCode.ShouldBe(0, start.Error);

        await _master.WaitAsync(
            "the answer of the worker",
            async () => (await _master.RunAsync(["celery", "list-workers", "-o", "plain"], Settings)).Output.Contains("w1@here        ['q_name1']", StringComparison.Ordinal));
        var second = await _master.RunAsync(["celery", "worker", "-H", "w1@here"], Settings);
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain("w1@here is online already");
        (await _worker.RunAsync(["celery", "stop"], Settings)).ExitCode.ShouldBe(0);
        (await _master.RunAsync(["celery", "list-workers"], Settings)).Output.ShouldBe("No data found\n");
    }
}
