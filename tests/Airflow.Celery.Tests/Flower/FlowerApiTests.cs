using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;

namespace Airflow.Celery.Tests.Flower;

public sealed class FlowerApiTests
{
    private const string Node = MonitorFixture.Node;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/worker/queue/add-consumer/w1@demo?queue=extra", 200, """{"message": "add consumer extra"}""")]
    [InlineData("/api/worker/queue/cancel-consumer/w1@demo?queue=extra", 200, """{"message": "no longer consuming from extra"}""")]
    [InlineData("/api/worker/pool/grow/w1@demo?n=1", 200, """{"message": "Growing 'w1@demo' worker's pool by 1"}""")]
    [InlineData("/api/worker/pool/shrink/w1@demo?n=1", 200, """{"message": "Shrinking 'w1@demo' worker's pool by 1"}""")]
    [InlineData("/api/worker/pool/grow/nope?n=1", 404, "Unknown worker 'nope'")]
    [InlineData("/api/worker/pool/grow/w1@demo?n=many", 400, "Invalid argument 'many' of type 'int'")]
    [InlineData("/api/worker/pool/restart/w1@demo", 403, "Failed to restart the 'w1@demo' pool: ValueError('Pool restarts not enabled')")]
    [InlineData("/api/worker/pool/autoscale/w1@demo?min=1&max=3", 403, "Failed to autoscale 'w1@demo' worker: ValueError('Autoscale not enabled')")]
    [InlineData("/api/task/rate-limit/execute_workload?workername=w1@demo&ratelimit=10/s", 200, """{"message": "new rate limit set successfully"}""")]
    [InlineData("/api/task/timeout/execute_workload?workername=w1@demo&soft=500&hard=600", 200, """{"message": "time limits set successfully"}""")]
    [InlineData("/api/task/rate-limit/none?workername=w1@demo&ratelimit=10/s", 404, "Unknown task 'none'")]
    [InlineData("/api/task/revoke/7f1ab7cf?terminate=true", 200, """{"message": "Revoked '7f1ab7cf'"}""")]
    public async Task Commands_are_answered_as_by_Flower(string path, int status, string text)
    {
        await using var monitor = await MonitorFixture.StartAsync();

        (await monitor.SendAsync(HttpMethod.Post, path)).ShouldBe((status, text));
    }

    [Fact]
    public async Task Commands_are_carried_out()
    {
        await using var monitor = await MonitorFixture.StartAsync();

        await monitor.SendAsync(HttpMethod.Post, $"/api/worker/queue/add-consumer/{Node}?queue=extra");
        await monitor.SendAsync(HttpMethod.Post, $"/api/worker/pool/grow/{Node}?n=3");

        monitor.Worker!.Consumer!.Queues.ShouldBe(["default", "extra"]);
        monitor.Worker.Slots.Limit.ShouldBe(5);
        (await monitor.SendAsync(HttpMethod.Post, $"/api/worker/shutdown/{Node}")).ShouldBe((200, """{"message": "Shutting down!"}"""));
        await monitor.Worker.ShutdownRequested.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_worker_with_autoscale_takes_a_new_range()
    {
        await using var monitor = await MonitorFixture.StartAsync(workers: new CeleryWorkerOptions { NodeName = Node, Queues = ["default"], Autoscale = (4, 1) });

        (await monitor.SendAsync(HttpMethod.Post, $"/api/worker/pool/autoscale/{Node}?min=1&max=3")).ShouldBe((200, $$"""{"message": "Autoscaling '{{Node}}' worker (min=1, max=3)"}"""));
        monitor.Worker!.Slots.Limit.ShouldBe(3);
        (await monitor.SendAsync(HttpMethod.Post, $"/api/worker/pool/grow/{Node}")).ShouldBe((403, $"Failed to grow '{Node}' worker's pool: pool_grow is not supported with autoscale. Adjust autoscale range instead."));
    }

    [Theory]
    [InlineData("/healthcheck", 200, "OK")]
    [InlineData("/api/workers?workername=nope", 404, "Unknown worker 'nope'")]
    [InlineData("/api/workers?status=1", 200, """{"w1@demo": true}""")]
    [InlineData("/api/tasks?limit=abc", 400, "Invalid argument 'abc' of type 'int'")]
    [InlineData("/api/tasks", 200, "{}")]
    [InlineData("/api/task/info/none", 404, "Unknown task 'none'")]
    [InlineData("/api/task/types", 200, """{"task-types": ["execute_workload"]}""")]
    [InlineData("/api/queues/length", 200, """{"active_queues": [{"name": "default", "messages": 0}]}""")]
    public async Task Questions_are_answered_as_by_Flower(string path, int status, string text)
    {
        await using var monitor = await MonitorFixture.StartAsync();

        (await monitor.SendAsync(HttpMethod.Get, path)).ShouldBe((status, text));
    }

    [Fact]
    public async Task A_task_is_followed_from_its_message_to_its_end()
    {
        await using var monitor = await MonitorFixture.StartAsync();
        var workload = Workloads.New();
        await monitor.Broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);

        var result = JsonNode.Parse(await monitor.GetAsync($"/api/task/result/{workload.Id}?timeout=20"))!;

        (result["state"]!.GetValue<string>(), result["result"]!.GetValue<string>()).ShouldBe(("SUCCESS", "None"));
        var info = JsonNode.Parse(await monitor.GetAsync($"/api/task/info/{workload.Id}"))!;
        (info["name"]!.GetValue<string>(), info["worker"]!.GetValue<string>(), info["root"]!.GetValue<string>()).ShouldBe(("execute_workload", Node, workload.Id.ToString()));
        JsonNode.Parse(await monitor.GetAsync($"/api/tasks?state=SUCCESS&workername={Node}&search=execute"))!.AsObject().Select(task => task.Key).ShouldBe([workload.Id.ToString()]);
        JsonNode.Parse(await monitor.GetAsync("/api/tasks?state=FAILURE"))!.AsObject().ShouldBeEmpty();
        var table = JsonNode.Parse(await monitor.GetAsync("/tasks/datatable?draw=7&start=0&length=10&search[value]=state:SUCCESS&order[0][column]=0&order[0][dir]=asc&columns[0][data]=name"))!;
        (table["draw"]!.GetValue<int>(), table["recordsTotal"]!.GetValue<int>(), table["recordsFiltered"]!.GetValue<int>()).ShouldBe((7, 1, 1));
        var metrics = await monitor.GetAsync("/metrics");
        metrics.ShouldContain($"flower_events_total{{task=\"execute_workload\",type=\"task-succeeded\",worker=\"{Node}\"}} 1.0");
        metrics.ShouldContain($"flower_worker_online{{worker=\"{Node}\"}} 1.0");
        metrics.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Tasks_can_be_sent()
    {
        await using var monitor = await MonitorFixture.StartAsync();

        var sent = await monitor.SendAsync(HttpMethod.Post, "/api/task/send-task/demo.sleep", JsonContent.Create(new { args = new[] { 0.1 }, options = new { queue = "elsewhere" } }));

        sent.Status.ShouldBe(200);
        JsonNode.Parse(sent.Text)!["state"]!.GetValue<string>().ShouldBe("PENDING");
        (await monitor.Broker.CountAsync("elsewhere", Soon)).ShouldBe(1);
        (await monitor.SendAsync(HttpMethod.Post, "/api/task/async-apply/no.such", JsonContent.Create(new { args = Array.Empty<int>() }))).ShouldBe((404, "Unknown task 'no.such'"));
        (await monitor.SendAsync(HttpMethod.Post, "/api/task/async-apply/execute_workload", JsonContent.Create(new[] { 1 }))).ShouldBe((400, "invalid options"));
    }
}
