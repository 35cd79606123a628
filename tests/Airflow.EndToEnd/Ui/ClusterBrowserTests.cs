using Airflow.Shared;

namespace Airflow.EndToEnd.Ui;

/// <summary>What administrators do in a browser: workers of a cluster over Redis are steered, users and roles of the database are changed.</summary>
public sealed class ClusterBrowserTests : IAsyncLifetime
{
    private readonly StandaloneHome master = new();
    private readonly StandaloneHome worker = new();
    private RedisServer? redis;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", redis!.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", "a-secret-of-this-test-that-is-long-enough-for-a-key"),
        ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}"),
    ];

    public async ValueTask InitializeAsync()
    {
        if (PageDriver.Missing is not null)
        {
            return;
        }

        await PageDriver.BuildAsync();
        redis = await RedisServer.StartAsync();
        (await master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        (await master.RunAsync("users", "create", "--username", "admin", "--password", "admin", "--firstname", "Ad", "--lastname", "Min", "--role", "Admin", "--email", "admin@example.org"))
            .ExitCode.ShouldBe(0);
        master.WriteDag("cluster.cs", """
            using Airflow;
            using Airflow.Providers.Standard;

            var dag = new Dag("cluster") { IsPausedUponCreation = false };
            dag.Add(new BashOperator("sleeps") { BashCommand = "sleep 120" });
            dag.Task("lost", () => 1, new() { Queue = "nobody" });
            return await DagFile.RunAsync(args);
            """);
        master.Begin(["dag-processor"], Settings);
        master.Begin(["api-server", "--port", $"{master.Port}"], Settings);
        await master.WaitUntilHealthyAsync(master.Begin(["scheduler"], Settings));
        worker.Begin(["celery", "worker", "-q", "default,etl", "-c", "4", "-H", "celery@worker-a"], Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await master.DisposeAsync();
        if (redis is { } server)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Workers_are_steered_and_users_and_roles_changed()
    {
        var (exitCode, output) = await PageDriver.RunAsync(master.Port, "cluster", "cluster.spec", "--project", "cluster");

        exitCode.ShouldBe(0, output);
    }
}
