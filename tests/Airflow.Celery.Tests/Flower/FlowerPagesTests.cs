using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;

namespace Airflow.Celery.Tests.Flower;

public sealed class FlowerPagesTests
{
    private const string Node = MonitorFixture.Node;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_shows_the_cluster()
    {
        await using var monitor = await MonitorFixture.StartAsync();
        var workload = Workloads.New();
        await monitor.Broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
        await monitor.GetAsync($"/api/task/result/{workload.Id}?timeout=20");

        (await monitor.GetAsync("/")).ShouldContain($"/worker/{Uri.EscapeDataString(Node)}\">{Node}</a>");
        var tasks = await monitor.GetAsync("/tasks?state=SUCCESS&sort=-received&size=15");
        tasks.ShouldContain(workload.Id.ToString());
        tasks.ShouldContain("dag.t<");
        (await monitor.GetAsync("/tasks?state=FAILURE")).ShouldNotContain(workload.Id.ToString());
        (await monitor.GetAsync("/tasks?q=(")).ShouldContain("role=\"alert\"");
        (await monitor.GetAsync($"/task/{workload.Id}")).ShouldContain("SUCCESS");
        (await monitor.GetAsync($"/worker/{Node}")).ShouldContain("id=\"tab-queues\"");
        (await monitor.GetAsync("/broker")).ShouldContain("default");
        (await monitor.GetAsync("/static/flower.css")).ShouldContain("prefers-color-scheme: dark");
    }

    [Theory]
    [InlineData("/task/none", "Unknown task &#39;none&#39;")]
    [InlineData("/worker/nope", "Unknown worker &#39;nope&#39;")]
    [InlineData("/nowhere", "no such page")]
    public async Task What_is_not_there_is_404_on_a_page_of_its_own(string path, string text)
    {
        await using var monitor = await MonitorFixture.StartAsync(hasWorker: false);

        var answer = await monitor.SendAsync(HttpMethod.Get, path);

        answer.Status.ShouldBe(404);
        answer.Text.ShouldContain(text);
        answer.Text.ShouldContain("<nav");
    }

    [Fact]
    public async Task Nothing_that_a_task_is_called_becomes_markup()
    {
        await using var monitor = await MonitorFixture.StartAsync(hasWorker: false);
        const string evil = "<script>alert(1)</script>\"'";
        await SendEventAsync(monitor.Broker, new JsonObject { ["type"] = "worker-online", ["hostname"] = evil });
        await SendEventAsync(monitor.Broker, new JsonObject { ["type"] = "task-received", ["hostname"] = evil, ["uuid"] = evil, ["name"] = evil, ["args"] = evil, ["kwargs"] = evil, ["timestamp"] = 1.0 });
        await SendEventAsync(monitor.Broker, new JsonObject { ["type"] = "task-failed", ["hostname"] = evil, ["uuid"] = evil, ["exception"] = evil, ["traceback"] = evil, ["timestamp"] = 2.0 });
        await Eventually.TrueAsync(async () => (await monitor.GetAsync("/api/tasks?state=FAILURE")).Length > 2, "the event is seen");

        foreach (var path in new[] { "/workers", "/tasks", $"/tasks?q={Uri.EscapeDataString(evil)}&worker={Uri.EscapeDataString(evil)}", $"/task/{Uri.EscapeDataString(evil)}", "/broker" })
        {
            (await monitor.SendAsync(HttpMethod.Get, path)).Text.ShouldNotContain("<script>alert", Case.Insensitive, path);
        }
    }

    [Fact]
    public async Task Below_a_prefix_every_address_has_it()
    {
        await using var monitor = await MonitorFixture.StartAsync(options => options with { UrlPrefix = "/flower/" });

        var page = await monitor.GetAsync("/flower/workers");

        page.ShouldContain("href=\"/flower/tasks\"");
        page.ShouldContain($"href=\"/flower/worker/{Uri.EscapeDataString(Node)}\"");
        (await monitor.GetAsync("/flower/api/workers?status=1")).ShouldContain(Node);
    }

    [Fact]
    public async Task A_page_is_told_when_something_happens()
    {
        await using var monitor = await MonitorFixture.StartAsync(hasWorker: false);
        await using var stream = await monitor.Http.GetStreamAsync(new Uri("/live", UriKind.Relative), Soon);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(Soon)).ShouldBe(": hello");

        await SendEventAsync(monitor.Broker, new JsonObject { ["type"] = "worker-online", ["hostname"] = "w9@vm" });

        await reader.ReadLineAsync(Soon);
        (await reader.ReadLineAsync(Soon)).ShouldBe("data: changed");
    }

    private static Task SendEventAsync(IBroker broker, JsonObject fields) =>
        broker.SendAsync(BrokerExchange.Events, "task.multi", new BrokerMessage { Body = CeleryJson.Write(new JsonArray(fields)) }, Soon);
}
