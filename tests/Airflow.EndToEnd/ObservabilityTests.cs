using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>What a run leaves at a StatsD server, at an OpenTelemetry collector and at /metrics.</summary>
public sealed class ObservabilityTests : IAsyncLifetime
{
    private readonly StandaloneHome home = new();
    private readonly UdpClient statsd = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly HttpListener collector = new();
    private readonly int collectorPort = FreePort.Find();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<JsonObject> spans = new();
    private readonly StringBuilder exported = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        collector.Prefixes.Add($"http://127.0.0.1:{collectorPort}/");
        collector.Start();
        _ = Task.Run(ReceiveMetricsAsync, Cancel);
        _ = Task.Run(CollectAsync, Cancel);
        await home.StartAsync(
            ("AIRFLOW__METRICS__STATSD_ON", "True"),
            ("AIRFLOW__METRICS__STATSD_HOST", "127.0.0.1"),
            ("AIRFLOW__METRICS__STATSD_PORT", $"{((IPEndPoint)statsd.Client.LocalEndPoint!).Port}"),
            ("AIRFLOW__METRICS__METRICS_BLOCK_LIST", "pool[.]deferred,loop_duration"),
            ("AIRFLOW__SCHEDULER__POOL_METRICS_INTERVAL", "0.2"),
            ("AIRFLOW__METRICS__OTEL_ON", "True"),
            ("AIRFLOW__METRICS__OTEL_HOST", "127.0.0.1"),
            ("AIRFLOW__METRICS__OTEL_PORT", $"{collectorPort}"),
            ("AIRFLOW__METRICS__OTEL_INTERVAL_MILLISECONDS", "200"),
            ("AIRFLOW__TRACES__OTEL_ON", "True"),
            ("AIRFLOW__TRACES__OTEL_HOST", "127.0.0.1"),
            ("AIRFLOW__TRACES__OTEL_PORT", $"{collectorPort}"));
    }

    public async ValueTask DisposeAsync()
    {
        await home.DisposeAsync();
        collector.Close();
        statsd.Dispose();
    }

    [Fact]
    public async Task A_run_is_measured_and_traced_as_it_is_by_Airflow()
    {
        var run = await home.RunDagAsync("measured", """
            var dag = new Dag("measured");
            var a = dag.Task("a", () => 1);
            dag.Task("b", a, one => one + 1);
            return await DagFile.RunAsync(args);
            """);
        run.State.ShouldBe(RunState.Success);
        await home.WaitAsync("the run's duration at StatsD", () => Task.FromResult(lines.Any(line => line.StartsWith("airflow.dagrun.duration.success.measured:", StringComparison.Ordinal))));
        await home.WaitAsync("the spans", () => Task.FromResult(spans.Count >= 3));
        await home.WaitAsync("the metrics of OpenTelemetry", () => Task.FromResult(Exported().Contains("airflow.dagrun.duration.success", StringComparison.Ordinal)));

        lines.ShouldContain("airflow.ti.finish.measured.b.success:1|c");
        lines.ShouldContain("airflow.ti_successes:1|c");
        lines.ShouldContain(line => line.StartsWith("airflow.operator_successes_", StringComparison.Ordinal) && line.EndsWith(":1|c", StringComparison.Ordinal));
        lines.ShouldContain("airflow.pool.open_slots.default_pool:128|g");
        lines.ShouldContain(line => line.StartsWith("airflow.dag.measured.a.duration:", StringComparison.Ordinal) && line.EndsWith("|ms", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("loop_duration", StringComparison.Ordinal) || line.Contains("pool.deferred", StringComparison.Ordinal));
        Exported().ShouldContain("airflow.ti.finish");

        var root = spans.Single(span => (string)span["parentSpanId"]! == "");
        ((string)root["name"]!).ShouldBe("dag_run.measured");
        var tries = spans.Where(span => span != root).ToList();
        tries.Select(span => (string)span["name"]!).ShouldBe(["task_run.a", "task_run.b"], ignoreOrder: true);
        tries.ShouldAllBe(span => (string)span["parentSpanId"]! == (string)root["spanId"]! && (string)span["traceId"]! == (string)root["traceId"]!);

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync($"http://127.0.0.1:{home.Port}/metrics", Cancel);
        metrics.ShouldContain("# TYPE airflow_ti_finish counter\n");
        metrics.ShouldContain("airflow_ti_finish{dag_id=\"measured\",task_id=\"b\",state=\"success\"} 1\n");
        metrics.ShouldContain("airflow_task_duration_count{dag_id=\"measured\",task_id=\"a\"} 1\n");
    }

    [Fact]
    public async Task What_runs_is_counted_for_each_task_and_is_none_when_it_has_ended()
    {
        home.WriteDag("counted.cs", $$"""
            var dag = new Dag("counted");
            dag.Task("a", () => { while (!File.Exists("{{home.Oracle}}")) { Thread.Sleep(10); } });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("counted");
        await home.TriggerAsync("counted", "r1");

        await home.WaitAsync("the task that runs", () => Task.FromResult(lines.Contains("airflow.ti.running.default.counted.a:1|g")));
        await File.WriteAllTextAsync(home.Oracle, "", Cancel);
        await home.WaitAsync("none", () => Task.FromResult(lines.Contains("airflow.ti.running.default.counted.a:0|g")));
    }

    private async Task ReceiveMetricsAsync()
    {
        while (!Cancel.IsCancellationRequested)
        {
            var datagram = await statsd.ReceiveAsync(Cancel);
            foreach (var line in Encoding.ASCII.GetString(datagram.Buffer).Split('\n'))
            {
                lines.Enqueue(line);
            }
        }
    }

    private async Task CollectAsync()
    {
        while (collector.IsListening)
        {
            var context = await collector.GetContextAsync();
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, Cancel);
            if (context.Request.RawUrl == "/v1/traces")
            {
                foreach (var span in JsonNode.Parse(body.ToArray())!["resourceSpans"]![0]!["scopeSpans"]![0]!["spans"]!.AsArray())
                {
                    spans.Enqueue(span!.AsObject());
                }
            }
            else
            {
                lock (exported)
                {
                    exported.Append(Encoding.Latin1.GetString(body.ToArray()));
                }
            }

            context.Response.Close();
        }
    }

    private string Exported()
    {
        lock (exported)
        {
            return exported.ToString();
        }
    }
}
