using System.Text.RegularExpressions;
using Airflow.EndToEnd.Cluster;
using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>One trace for a run whose scheduler, api-server and workers are processes of their own: its context travels through the broker.</summary>
public sealed partial class BrokerTraceTests : IAsyncLifetime
{
    private readonly StandaloneHome master = new();
    private readonly StandaloneHome host = new();
    private readonly TraceCollector collector = new();
    private RedisServer redis = null!;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", redis.Url),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{master.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", "a-secret-of-this-test-that-is-long-enough-for-a-key"),
        .. collector.Settings,
    ];

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        (await master.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        master.Begin(["dag-processor"], Settings);
        master.Begin(["api-server", "--port", $"{master.Port}"], Settings);
        await master.WaitUntilHealthyAsync(master.Begin(["scheduler"], Settings));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await master.DisposeAsync();
        await redis.DisposeAsync();
        collector.Dispose();
    }

    [Fact]
    public async Task A_run_is_one_trace_with_a_span_for_each_try_and_messages_carry_it()
    {
        master.WriteDag("traced.cs", """
            var dag = new Dag("traced");
            dag.Task("a", context => { if (context.TryNumber == 1) { throw new InvalidOperationException("once"); } }, new() { Retries = 1, RetryDelay = TimeSpan.Zero, Queue = "traced" });
            return await DagFile.RunAsync(args);
            """);
        await master.WaitForDagAsync("traced");
        await master.TriggerAsync("traced", "r1");
        var carried = "";
        await master.WaitAsync("the message", async () => (carried = await CarriedAsync()).Length > 0);

        host.Begin(
            ["celery", "worker", "-q", "traced"],
            [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}"), ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere/none.db")]);
        (await master.WaitForRunAsync("traced", "r1")).State.ShouldBe(RunState.Success);
        await master.WaitAsync("the spans", () => Task.FromResult(collector.Spans.Count >= 3));

        var root = collector.Spans.Single(span => (string)span["parentSpanId"]! == "");
        var tries = collector.Spans.Where(span => span != root).ToList();
        tries.Select(span => (string)span["name"]!).ShouldBe(["task_run.a", "task_run.a"]);
        tries.ShouldAllBe(span => (string)span["traceId"]! == (string)root["traceId"]! && (string)span["parentSpanId"]! == (string)root["spanId"]!);
        tries.ShouldContain(span => carried == $"00-{(string)root["traceId"]!}-{(string)span["spanId"]!}-01");
        collector.Spans.Count.ShouldBe(3);
    }

    /// <summary>The traceparent of the message that waits; empty while none does.</summary>
    private async Task<string> CarriedAsync()
    {
        var waiting = await HostProcess.TryAsync(ServiceProcess.Require("redis-cli"), "-p", $"{redis.Port}", "LRANGE", "traced", "0", "-1");
        return TraceParent().Match(waiting.Output).Groups["parent"].Value;
    }

    [GeneratedRegex("\"traceparent\": ?\"(?<parent>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TraceParent();
}
