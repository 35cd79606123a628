using System.Collections.Concurrent;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Tools;

/// <summary>The real Flower 2.2 beside workers of ours: what it lists, and each of its buttons.</summary>
public abstract class FlowerContractTests(RealFlower flower) : IAsyncLifetime
{
    private readonly FakeRunner runner = new(new ConcurrentDictionary<Guid, string>());
    private readonly string node = $"w{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@vm";
    private IBroker? broker;
    private CeleryWorker? worker;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var url = await StartServerAsync();
        await flower.StartAsync(url);
        broker = BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            await worker.DisposeAsync();
        }

        if (broker is not null)
        {
            await broker.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_lists_the_worker_with_its_queues_and_shows_its_page()
    {
        await StartWorkerAsync();

        (await flower.TryGetAsync($"/api/workers?workername={node}"))![node]!["active_queues"]!.AsArray().Select(queue => queue!["name"]!.GetValue<string>()).ShouldBe([$"q-{node}"]);
        (await flower.Http.GetStringAsync(new Uri($"/worker/{node}", UriKind.Relative), Soon)).ShouldContain($"q-{node}");
        (await flower.Http.GetStringAsync(new Uri("/broker", UriKind.Relative), Soon)).ShouldContain("Broker");
    }

    [Fact]
    public async Task It_follows_a_task()
    {
        var running = await StartWorkerAsync();
        await Eventually.TrueAsync(() => running.Events.AreTasksTold, "Flower asked for events of tasks");

        var id = await PublishAsync();

        await Eventually.TrueAsync(async () => (await flower.TryGetAsync("/api/tasks"))?[id]?["state"]?.GetValue<string>() == "SUCCESS", "Flower shows the end of the task");
        (await flower.Http.GetStringAsync(new Uri($"/task/{id}", UriKind.Relative), Soon)).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Grow_and_shrink_change_the_slots()
    {
        var running = await StartWorkerAsync();

        var grown = await flower.PostAsync($"/api/worker/pool/grow/{node}?n=3");
        grown.Status.ShouldBe(200);
        running.Slots.Limit.ShouldBe(2 + (3 * grown.Times));
        var shrunk = await flower.PostAsync($"/api/worker/pool/shrink/{node}?n=1");
        shrunk.Status.ShouldBe(200);
        running.Slots.Limit.ShouldBe(2 + (3 * grown.Times) - shrunk.Times);
    }

    [Fact]
    public async Task Autoscale_changes_the_range_of_a_worker_that_has_one()
    {
        var running = await StartWorkerAsync((6, 2));

        (await flower.PostAsync($"/api/worker/pool/autoscale/{node}?min=1&max=4")).Status.ShouldBe(200);
        running.Slots.Limit.ShouldBe(4);
        var refused = await flower.PostAsync($"/api/worker/pool/grow/{node}?n=1");
        refused.Status.ShouldBe(403);
        refused.Text.ShouldContain("Adjust autoscale range");
    }

    [Fact]
    public async Task Autoscale_and_restart_are_refused_where_there_is_nothing_to_change()
    {
        await StartWorkerAsync();

        (await flower.PostAsync($"/api/worker/pool/autoscale/{node}?min=1&max=4")).Status.ShouldBe(403);
        (await flower.PostAsync($"/api/worker/pool/restart/{node}")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Consumers_come_and_go()
    {
        var running = await StartWorkerAsync();

        (await flower.PostAsync($"/api/worker/queue/add-consumer/{node}?queue=dyn-{node}")).Status.ShouldBe(200);
        running.Consumer!.Queues.ShouldBe([$"q-{node}", $"dyn-{node}"]);
        (await flower.PostAsync($"/api/worker/queue/cancel-consumer/{node}?queue=q-{node}")).Status.ShouldBe(200);
        running.Consumer!.Queues.ShouldBe([$"dyn-{node}"]);
    }

    [Fact]
    public async Task A_revoked_task_is_not_run()
    {
        var running = await StartWorkerAsync();
        var workload = Workloads.New(queue: $"q-{node}");

        (await flower.PostAsync($"/api/task/revoke/{workload.Id}")).Status.ShouldBe(200);
        await Eventually.TrueAsync(() => running.Revoked.Contains(workload.Id.ToString()), "the worker knows that it is revoked");
        await PublishAsync(workload);
        var next = await PublishAsync();

        (await runner.Received.Reader.ReadAsync(Soon)).Workload.Id.ToString().ShouldBe(next);
    }

    [Fact]
    public async Task A_running_task_is_terminated()
    {
        var running = await StartWorkerAsync();
        runner.Running = FakeRunner.Held();
        var id = await PublishAsync();
        await Eventually.TrueAsync(() => running.Tries.Any(one => one.StartedAt is not null), "it runs");

        (await flower.PostAsync($"/api/task/revoke/{id}?terminate=true&signal=SIGTERM")).Status.ShouldBe(200);

        await Eventually.TrueAsync(() => running.Tries.Count == 0, "it has ended");
    }

    [Fact]
    public async Task Limits_of_rate_and_time_are_set()
    {
        var running = await StartWorkerAsync();

        (await flower.PostAsync($"/api/task/rate-limit/execute_workload?workername={node}&ratelimit=30/m")).Status.ShouldBe(200);
        running.Limits.RatePerSecond.ShouldBe(0.5);
        (await flower.PostAsync($"/api/task/timeout/execute_workload?workername={node}&soft=30&hard=60")).Status.ShouldBe(200);
        running.Limits.Duration.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Shutdown_ends_the_worker()
    {
        var running = await StartWorkerAsync();

        (await flower.PostAsync($"/api/worker/shutdown/{node}")).Status.ShouldBe(200);

        await running.ShutdownRequested.WaitAsync(Soon);
    }

    protected abstract Task<string> StartServerAsync();

    private async Task<CeleryWorker> StartWorkerAsync((int Max, int Min)? autoscale = null)
    {
        var running = worker = new CeleryWorker(
            broker!,
            runner,
            new CeleryWorkerOptions { NodeName = node, Queues = [$"q-{node}"], Concurrency = 2, Autoscale = autoscale, HeartbeatInterval = TimeSpan.FromMilliseconds(500) },
            TimeProvider.System,
            NullLogger<CeleryWorker>.Instance);
        await running.StartAsync(Soon);
        await Eventually.TrueAsync(
            // each question to the worker is answered on its own
            async () => (await flower.TryGetAsync($"/api/workers?refresh=1&workername={node}"))?[node] is { } known && known["stats"] is not null && known["active_queues"] is not null,
            "Flower knows the worker");
        return running;
    }

    private async Task<string> PublishAsync(Engine.Execution.TaskWorkload? workload = null)
    {
        workload ??= Workloads.New(queue: $"q-{node}");
        await broker!.PublishAsync([new QueuedMessage(workload.Queue, WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
        return workload.Id.ToString();
    }
}
