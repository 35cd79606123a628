using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>A master and a worker with PostgreSQL as their only service: database, broker and result backend in one.</summary>
public sealed class DatabaseBrokerTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-this-test-that-is-long-enough-for-a-key";

    private PostgresServer? server;
    private StandaloneHome? master;
    private StandaloneHome? worker;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", $"db+{server!.UrlOf("broker")}"),
        ("AIRFLOW__CELERY__RESULT_BACKEND", $"db+{server!.UrlOf("broker")}"),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{master!.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", Secret),
    ];

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(isDurable: true, Cancel);
        await server.QueryAsync("postgres", "CREATE DATABASE airflow_db", Cancel);
        await server.QueryAsync("postgres", "CREATE DATABASE broker", Cancel);
        master = new StandaloneHome { DatabaseUrl = server.UrlOf("airflow_db") };
        worker = new StandaloneHome();
        (await master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        master.Begin(["dag-processor"], Settings);
        master.Begin(["api-server", "--port", $"{master.Port}"], Settings);
        await master.WaitUntilHealthyAsync(master.Begin(["scheduler"], Settings));
        worker.Begin(["celery", "worker", "-q", "default,other", "-c", "4"], [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}")]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { worker, master, server })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Tasks_reach_the_worker_and_so_does_remote_control_without_any_other_service()
    {
        var run = await master!.RunDagAsync("one_service", """
            var dag = new Dag("one_service");
            var read = dag.Task("read", () => new[] { 1, 2, 3 });
            var squares = read.Map("square", n => n * n);
            dag.Task("total", squares, all => Console.WriteLine($"total {all.Sum()}"), new() { Queue = "other" });
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Success);
        worker!.LogEvents("one_service", "total").ShouldContain("total 14");
        await master.WaitAsync(
            "the answer of the worker", async () => (await master.RunAsync(["celery", "list-workers"], Settings)).Output.Contains("default", StringComparison.Ordinal));
        await master.WaitAsync(
            "the results of all messages",
            async () => await server!.QueryAsync("broker", "SELECT COUNT(*) FROM celery_taskmeta WHERE status = 'SUCCESS'", Cancel) == "5");
        await master.WaitAsync("no message to be left", async () => await server!.QueryAsync("broker", "SELECT COUNT(*) FROM broker_message", Cancel) == "0");

        // a crash of the only service ends nobody, and what was to be done is done
        await server!.StopAsync("immediate", Cancel);
        await server.StartAsync(Cancel);
        await master.TriggerAsync("one_service", "r2");
        (await master.WaitForRunAsync("one_service", "r2")).State.ShouldBe(RunState.Success);
        worker.Begun.HasExited.ShouldBeFalse();
    }
}
