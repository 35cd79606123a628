using System.Net;
using System.Net.Http.Headers;
using Airflow.Engine.Telemetry;
using Airflow.Server.Logs;
using Airflow.Server.Observability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Server.Tests.Observability;

[Collection(OwnMetrics.Name)]
public sealed class MetricsEndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_text_for_Prometheus_with_durations_in_seconds()
    {
        var answer = await AskAsync("", null);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldContain("# TYPE airflow_task_duration summary\nairflow_task_duration_sum{dag_id=\"with \\\"quotes\\\"\",task_id=\"t\"} 1.5\nairflow_task_duration_count{dag_id=\"with \\\"quotes\\\"\",task_id=\"t\"} 2\n");
        answer.Text.ShouldContain("# TYPE airflow_triggers_running gauge\nairflow_triggers_running{hostname=\"h\"} 3\n");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task A_token_that_is_set_is_asked_for(string? shown, HttpStatusCode status) => (await AskAsync("right", shown)).Status.ShouldBe(status);

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(string token, string? shown)
    {
        using var metrics = new PrometheusMetrics("airflow", new MetricFilter("", ""));
        AirflowMetrics.TaskDuration.Record(500, new("dag_id", "with \"quotes\""), new("task_id", "t"));
        AirflowMetrics.TaskDuration.Record(1000, new("dag_id", "with \"quotes\""), new("task_id", "t"));
        AirflowMetrics.TriggersRunning.Record(9, new KeyValuePair<string, object?>("hostname", "h"));
        AirflowMetrics.TriggersRunning.Record(3, new KeyValuePair<string, object?>("hostname", "h"));
        await using var server = new LogServer(
            new LogServerOptions { Host = "127.0.0.1", Port = 0, Folder = "/nowhere", Secrets = ["s"], Metrics = new MetricsEndpoint(metrics, token) }, TimeProvider.System, NullLoggerFactory.Instance);
        await server.StartAsync(Cancel);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/metrics"));
        request.Headers.Authorization = shown is null ? null : new AuthenticationHeaderValue("Bearer", shown);
        using var answer = await client.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
