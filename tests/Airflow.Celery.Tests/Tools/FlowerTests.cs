using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Tools;

/// <summary>The real Flower 2.2 beside a worker of ours.</summary>
public sealed class FlowerTests
{
    private const string Node = "celery@vm";

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flower_lists_the_worker_its_queues_and_tasks_and_its_buttons_work()
    {
        var programs = await PythonTools.RequireAsync();
        await using var server = await RedisServer.StartAsync();
        await using var broker = BrokerCatalog.Open(new BrokerOptions { Url = server.Url }, TimeProvider.System, NullLoggerFactory.Instance);
        await using var worker = new CeleryWorker(
            broker,
            new FakeRunner(new ConcurrentDictionary<Guid, string>()),
            new CeleryWorkerOptions { NodeName = Node, Queues = ["default"], Concurrency = 2, HeartbeatInterval = TimeSpan.FromMilliseconds(500) },
            TimeProvider.System,
            NullLogger<CeleryWorker>.Instance);
        await worker.StartAsync(Soon);
        var port = FreePort.Find();
        using var flower = PythonTools.Start(Path.Combine(programs, "celery"), "-b", server.Url, "flower", "--address=127.0.0.1", $"--port={port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        try
        {
            await Eventually.TrueAsync(async () => (await TryGetAsync(http, "/workers?json=1"))?["data"]?.AsArray().Any(row => row!["hostname"]?.GetValue<string>() == Node && row["status"]?.GetValue<bool>() == true) == true, "Flower shows the worker");
            (await http.GetAsync(new Uri($"/worker/{Node}", UriKind.Relative), Soon)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await TryGetAsync(http, $"/api/workers?refresh=1&workername={Node}"))![Node]!["active_queues"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("default");

            (await PostAsync(http, $"/api/worker/queue/add-consumer/{Node}?queue=dynq")).ShouldBe(HttpStatusCode.OK);
            worker.Consumer!.Queues.ShouldBe(["default", "dynq"]);
            (await PostAsync(http, $"/api/worker/pool/grow/{Node}?n=3")).ShouldBe(HttpStatusCode.OK);
            worker.Slots.Limit.ShouldBe(5);

            // Flower asks for events of tasks every few seconds
            await Eventually.TrueAsync(() => worker.Events.AreTasksTold, "Flower asked for events of tasks");
            var workload = Workloads.New();
            await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
            await Eventually.TrueAsync(async () => (await TryGetAsync(http, "/api/tasks"))?[workload.Id.ToString()]?["state"]?.GetValue<string>() == "SUCCESS", "Flower shows the task");
            (await http.GetStringAsync(new Uri($"/task/{workload.Id}", UriKind.Relative), Soon)).ShouldNotContain("secret");
            (await http.GetAsync(new Uri("/broker", UriKind.Relative), Soon)).StatusCode.ShouldBe(HttpStatusCode.OK);

            (await PostAsync(http, $"/api/worker/shutdown/{Node}")).ShouldBe(HttpStatusCode.OK);
            await worker.ShutdownRequested.WaitAsync(Soon);
        }
        finally
        {
            flower.Kill(entireProcessTree: true);
        }
    }

    private static async Task<JsonNode?> TryGetAsync(HttpClient http, string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Soon);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(Soon)) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), null, Soon);
        return response.StatusCode;
    }
}
