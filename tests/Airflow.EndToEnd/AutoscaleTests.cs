using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>A worker with --autoscale under load: it takes more and more, never more than the upper end, and lets its processes go when it is idle again.</summary>
public sealed class AutoscaleTests : IAsyncLifetime
{
    private readonly StandaloneHome home = new();
    private RedisServer redis = null!;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", redis.Url),
        ("AIRFLOW__WORKERS__RUNTIME_IDLE_TIMEOUT", "1"),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{home.Port}/execution/"),
    ];

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await home.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task It_grows_to_the_upper_end_and_shrinks_again()
    {
        home.Begin(["dag-processor"], Settings);
        home.Begin(["scheduler"], Settings);
        home.Begin(["api-server", "--port", $"{home.Port}"], Settings);
        var worker = home.Begin(["celery", "worker", "--autoscale", "3,1", "-H", "w@here", "--skip-serve-logs"], Settings);
        home.WriteDag("load.cs", $$"""
            var dag = new Dag("load");
            foreach (var number in Enumerable.Range(0, 6))
            {
                dag.Task($"t{number}", () =>
                {
                    File.AppendAllText($"{{home.OwnOracle}}", $"begin {number}\n");
                    while (!File.Exists("{{home.Oracle}}.go")) { Thread.Sleep(10); }
                });
            }
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("load");
        await home.WaitAsync("the worker", async () => await CurrentAsync() == 1);

        await home.TriggerAsync("load", "r1");
        await home.WaitAsync("three at once", async () => await CurrentAsync() == 3);
        await home.WaitAsync("three that have begun", () => Task.FromResult(home.OracleLines.Count == 3));
        var most = worker.Descendants().Count;
        most.ShouldBeGreaterThanOrEqualTo(3);
        (await home.RunAsync(["celery", "inspect", "reserved", "-j"], Settings)).Output.ShouldNotContain("execute_workload", customMessage: "it took more than it can run");
        home.OracleLines.Count.ShouldBe(3);

        await File.WriteAllTextAsync($"{home.Oracle}.go", "", TestContext.Current.CancellationToken);
        (await home.WaitForRunAsync("load", "r1")).State.ShouldBe(RunState.Success);
        await home.WaitAsync("one at once again", async () => await CurrentAsync() == 1);
        await home.WaitAsync("its processes to end", () => Task.FromResult(worker.Descendants().Count <= 1));
    }

    private async Task<int?> CurrentAsync()
    {
        var stats = await home.RunAsync(["celery", "inspect", "stats", "-j"], Settings);
        return stats.ExitCode == 0 ? System.Text.Json.Nodes.JsonNode.Parse(stats.Output)?["w@here"]?["autoscaler"]?["current"]?.GetValue<int>() : null;
    }
}
