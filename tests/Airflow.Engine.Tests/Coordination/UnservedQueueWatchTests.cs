using Airflow.Engine.Coordination;
using Airflow.Engine.Explaining;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Engine.Tests.Coordination;

public sealed class UnservedQueueWatchTests
{
    private readonly SchedulerBench _bench = new();
    private readonly UnservedQueueWatch _watch;

    public UnservedQueueWatchTests() => _watch = new UnservedQueueWatch(new WorkerQueues(Workers, _bench.Clock), _bench.Clock, NullLogger<UnservedQueueWatch>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IWorkerStore Workers => _bench.Database.Stores.Workers!;

    [Fact]
    public async Task A_queue_without_a_worker_is_told_with_what_workers_serve_instead()
    {
        await QueueAsync(12, "kafka_queue");
        await ReportAsync(1, "default", "spark_queue");

        var told = await _watch.RunOnceAsync(Cancel);

        told.ShouldHaveSingleItem().Describe().ShouldBe("12 tasks wait on `kafka_queue`; no live worker listens; workers listen on default, spark_queue");
    }

    [Fact]
    public async Task A_queue_is_told_again_after_a_minute_only()
    {
        await QueueAsync(1, "kafka_queue");

        (await _watch.RunOnceAsync(Cancel)).ShouldHaveSingleItem().Describe().ShouldBe("1 task waits on `kafka_queue`; no live worker listens; no worker is alive");
        (await _watch.RunOnceAsync(Cancel)).ShouldBeEmpty();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _watch.RunOnceAsync(Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_came_and_fell_silent_is_none()
    {
        await QueueAsync(1, "kafka_queue");
        await ReportAsync(1, "kafka_queue");
        (await _watch.RunOnceAsync(Cancel)).ShouldBeEmpty();

        _bench.Clock.Advance(WorkerRecord.Silence);

        (await _watch.RunOnceAsync(Cancel)).ShouldHaveSingleItem().Served.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_task_itself_explains_it()
    {
        await QueueAsync(3, "kafka_queue");
        var explainer = new TaskExplainer(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), new ExplainOptions { UsesQueues = true }, _bench.Clock);

        var explanation = await explainer.ExplainAsync(new TaskInstanceKey("d", "r1", "t0", -1), Cancel);

        explanation.Unmet.ShouldHaveSingleItem().Reasons[0].Text.ShouldBe("3 tasks wait on `kafka_queue`; no live worker listens; no worker is alive.");
        explanation.Advice.ShouldBe("airflow celery worker -q kafka_queue");
        await ReportAsync(1, "kafka_queue");
        (await explainer.ExplainAsync(new TaskInstanceKey("d", "r1", "t0", -1), Cancel)).MayStart.ShouldBeTrue();
    }

    /// <summary>A run whose tasks are queued.</summary>
    private async Task QueueAsync(int count, string queue)
    {
        var dag = new TestDag("d");
        for (var i = 0; i < count; i++)
        {
            dag.Task($"t{i}", task => task with { Queue = queue });
        }

        await dag.StoreAsync(_bench.Database);
        await _bench.StartAsync();
        await _bench.TriggerAsync("d");
    }

    private Task ReportAsync(int pid, params string[] queues) => Workers.ReportAsync(
        new WorkerRecord
        {
            Id = new Guid(pid, 0, 0, new byte[8]),
            Name = "celery@a",
            Hostname = "a",
            Pid = pid,
            Queues = queues,
            Capacity = 4,
            StartedAt = _bench.Clock.GetUtcNow(),
            LatestHeartbeat = _bench.Clock.GetUtcNow(),
        },
        Cancel);
}
