using System.Collections.Concurrent;
using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Execution;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Workers;

/// <summary>Executor and workers over each broker.</summary>
public abstract class CeleryWorkerContractTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Guid, string> claims = new();
    private readonly List<CeleryWorker> workers = [];
    private readonly string queue = $"q-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
    private IBroker broker = null!;
    private CeleryExecutor executor = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await OpenAsync();
        executor = new CeleryExecutor(broker, new CeleryExecutorOptions { Hostname = "vm", IssueToken = workload => $"token of {workload.Key.TaskId}" }, TimeProvider.System, NullLogger<CeleryExecutor>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        if (broker is not null)
        {
            await executor.DisposeAsync();
            await broker.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_submitted_try_reaches_a_worker_whole()
    {
        var runner = new FakeRunner(claims);
        await StartAsync(runner);
        var workload = Workloads.New("whole", queue) with { Pool = "small", PoolSlots = 2, PriorityWeight = 7, ExecutionTimeout = TimeSpan.FromSeconds(90), BundleVersion = "abc", TryNumber = 3 };

        executor.Submit([workload]);

        (await runner.Received.Reader.ReadAsync(Soon)).ShouldBe(new ReceivedWorkload(workload, "token of whole"));
        await EmptyAsync();
        executor.WaitingReason.ShouldBeNull();
    }

    [Fact]
    public async Task A_worker_takes_no_more_than_it_has_slots_for()
    {
        var runner = new FakeRunner(claims) { Running = FakeRunner.Held() };
        await StartAsync(runner, concurrency: 2);

        executor.Submit([.. Enumerable.Range(0, 5).Select(number => Workloads.New($"{number}", queue))]);
        await runner.Received.Reader.ReadAsync(Soon);
        await runner.Received.Reader.ReadAsync(Soon);

        await Eventually.TrueAsync(async () => await broker.CountAsync(queue, Soon) == 3, "three wait at the broker");
        runner.Running.SetResult();
        await EmptyAsync();
        await Eventually.TrueAsync(() => claims.Count == 5, "all are run");
        runner.MostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_is_acknowledged_when_its_try_is_claimed()
    {
        var runner = new FakeRunner(claims) { Running = FakeRunner.Held() };
        var worker = await StartAsync(runner);

        executor.Submit([Workloads.New("t", queue)]);

        await Eventually.TrueAsync(() => worker.Tries.Any(one => one.IsAcknowledged), "the message is acknowledged");
        worker.Tries.Single().StartedAt.ShouldNotBeNull();
        runner.Running.SetResult();
    }

    [Fact]
    public async Task A_doubled_message_starts_nothing_twice()
    {
        var (one, other) = (new FakeRunner(claims, "one"), new FakeRunner(claims, "other"));
        await StartAsync(one, concurrency: 1);
        await StartAsync(other, concurrency: 1);
        var tries = Enumerable.Range(0, 30).Select(number => Workloads.New($"{number}", queue)).ToList();
        var doubled = tries.Concat(tries).Select(workload => new QueuedMessage(queue, WorkloadMessage.Write(workload, "", "gen1@vm", "")));

        await broker.PublishAsync([.. doubled], Soon);

        await EmptyAsync();
        await Eventually.TrueAsync(() => one.AtOnce + other.AtOnce == 0 && claims.Count == 30, "all are run");
        // a message has left the broker before its worker looks at it
        await Eventually.TrueAsync(() => one.Refused.Reader.Count + other.Refused.Reader.Count == 30, "the second ones are refused");
        (one.Received.Reader.Count + other.Received.Reader.Count).ShouldBe(60);
    }

    [Fact]
    public async Task What_had_not_started_goes_back_when_a_worker_stops()
    {
        var runner = new FakeRunner(claims) { Claiming = FakeRunner.Held() };
        var worker = await StartAsync(runner, concurrency: 3);
        executor.Submit([.. Enumerable.Range(0, 3).Select(number => Workloads.New($"{number}", queue))]);
        for (var taken = 0; taken < 3; taken++)
        {
            await runner.Received.Reader.ReadAsync(Soon);
        }

        await worker.StopAsync(null, Soon);

        await Eventually.TrueAsync(async () => await broker.CountAsync(queue, Soon) == 3, "all are back");
        claims.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_runs_goes_on_while_a_worker_stops_warmly()
    {
        var runner = new FakeRunner(claims) { Running = FakeRunner.Held() };
        var worker = await StartAsync(runner);
        executor.Submit([Workloads.New("t", queue)]);
        await Eventually.TrueAsync(() => worker.Tries.Any(one => one.StartedAt is not null), "it runs");

        var stopping = worker.StopAsync(null, Soon);
        stopping.IsCompleted.ShouldBeFalse();
        runner.Running.SetResult();
        await stopping;

        worker.Handled.ShouldBe(1);
        (await broker.CountAsync(queue, Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task Poison_in_a_queue_is_dropped_and_the_worker_goes_on()
    {
        var runner = new FakeRunner(claims);
        await StartAsync(runner);
        var good = Workloads.New("good", queue);
        await broker.PublishAsync(
            [
                .. new[] { "[]", "no json", "[[], {}]", """[["{}"], {}, {}]""" }.Select(body => new QueuedMessage(queue, new BrokerMessage { Body = Encoding.UTF8.GetBytes(body), Headers = new() { ["task"] = "execute_workload", ["id"] = "1" } })),
                new QueuedMessage(queue, new BrokerMessage { Body = "[[], {}, {}]"u8.ToArray(), Headers = new() { ["task"] = "nosuchtask", ["id"] = "2" } }),
                new QueuedMessage(queue, new BrokerMessage { Body = new byte[] { 0x80, 2 }, ContentType = "application/x-python-serialize", Headers = new() { ["task"] = "execute_workload", ["id"] = "3" } }),
                new QueuedMessage(queue, WorkloadMessage.Write(good, "", "gen1@vm", "")),
            ],
            Soon);

        (await runner.Received.Reader.ReadAsync(Soon)).Workload.ShouldBe(good);

        await EmptyAsync();
    }

    [Fact]
    public async Task A_cancelled_try_that_runs_is_killed()
    {
        var runner = new FakeRunner(claims) { Running = FakeRunner.Held() };
        var worker = await StartAsync(runner);
        await using var own = new CeleryExecutor(
            broker,
            new CeleryExecutorOptions { Hostname = "vm", FindQueued = (_, _) => Task.FromResult<IReadOnlyCollection<Guid>>([]), RepublishAfter = TimeSpan.FromHours(1) },
            TimeProvider.System,
            NullLogger<CeleryExecutor>.Instance);
        var workload = Workloads.New("t", queue);
        own.Submit([workload]);
        await Eventually.TrueAsync(() => worker.Tries.Any(one => one.StartedAt is not null), "it runs");

        // remote control may not listen yet
        await Eventually.TrueAsync(
            async () =>
            {
                own.Cancel(workload.Id, "killed");
                await broker.SendAsync(BrokerExchange.Control, "", Control("revoke", $$"""{"task_id":"{{workload.Id}}","terminate":true}"""), Soon);
                return worker.Tries.Count == 0;
            },
            "it is killed");
    }

    [Fact]
    public async Task A_message_with_a_time_waits_for_it_without_a_slot_and_goes_back_when_the_worker_stops()
    {
        var runner = new FakeRunner(claims);
        var worker = await StartAsync(runner, concurrency: 1);
        var now = TimeProvider.System.GetUtcNow();
        var (late, soon, free) = (Workloads.New("late", queue), Workloads.New("soon", queue), Workloads.New("free", queue));

        await broker.PublishAsync([At(late, now.AddHours(1)), At(late, now.AddHours(1)), At(soon, now.AddSeconds(1.5)), At(free, null)], Soon);

        var got = new List<Engine.Execution.TaskWorkload>();
        for (var index = 0; index < 2; index++)
        {
            got.Add((await runner.Received.Reader.ReadAsync(Soon)).Workload);
            (got[^1] != soon || TimeProvider.System.GetUtcNow() >= now.AddSeconds(1.5)).ShouldBeTrue("it came before its time");
        }

        got.ShouldBe([free, soon], ignoreOrder: true);
        await Eventually.TrueAsync(() => worker.Scheduled.Select(one => one.Workload.Workload).SequenceEqual([late]), "only the late one waits");
        await Eventually.TrueAsync(() => worker.Tries.Count == 0, "the others have ended");
        await worker.StopAsync(null, Soon);
        await Eventually.TrueAsync(async () => await broker.CountAsync(queue, Soon) == 1, "the late one is back");
    }

    [Fact]
    public async Task Messages_that_come_due_at_once_share_the_slots()
    {
        var runner = new FakeRunner(claims);
        await StartAsync(runner, concurrency: 2);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(1);

        await broker.PublishAsync([.. Enumerable.Range(0, 8).Select(number => At(Workloads.New($"{number}", queue), due))], Soon);

        await Eventually.TrueAsync(() => claims.Count == 8 && runner.AtOnce == 0, "all are run");
        runner.MostAtOnce.ShouldBeLessThanOrEqualTo(2);
    }

    protected abstract Task<IBroker> OpenAsync();

    private QueuedMessage At(Engine.Execution.TaskWorkload workload, DateTimeOffset? eta)
    {
        var message = WorkloadMessage.Write(workload, "", "gen1@vm", "");
        message.Headers["eta"] = eta?.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture);
        return new QueuedMessage(queue, message);
    }

    private static BrokerMessage Control(string method, string arguments) =>
        new() { Body = Encoding.UTF8.GetBytes($$"""{"method":"{{method}}","arguments":{{arguments}},"destination":null,"pattern":null,"matcher":null}""") };

    private async Task<CeleryWorker> StartAsync(IWorkloadRunner runner, int concurrency = 4)
    {
        var options = new CeleryWorkerOptions { NodeName = $"celery{workers.Count}@{queue}", Queues = [queue], Concurrency = concurrency };
        var worker = new CeleryWorker(broker, runner, options, TimeProvider.System, NullLogger<CeleryWorker>.Instance);
        workers.Add(worker);
        await worker.StartAsync(Soon);
        return worker;
    }

    private Task EmptyAsync() => Eventually.TrueAsync(async () => await broker.CountAsync(queue, Soon) == 0 && workers.TrueForAll(worker => worker.Tries.Count == 0), "the queue is empty");
}
