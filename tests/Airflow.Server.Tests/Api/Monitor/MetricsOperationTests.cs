using Airflow.Engine.Telemetry;

namespace Airflow.Server.Tests.Api.Monitor;

public sealed class MetricsOperationTests : IAsyncLifetime
{
    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Whoever_may_look_reads_the_metrics_of_the_process()
    {
        AirflowMetrics.WorkloadFailures.Add(1);
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v2/metrics", await server.TokenOfAsync("viewer"));

        $"{answer.Content.Headers.ContentType}".ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("# TYPE airflow_");
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/metrics", null)).ShouldBe(401);
    }
}
