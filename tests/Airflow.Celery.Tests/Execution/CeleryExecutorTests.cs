using Airflow.Celery.Brokers;
using Airflow.Celery.Execution;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Execution;

public sealed class CeleryExecutorTests : IAsyncLifetime
{
    private RedisServer server = null!;
    private IBroker broker = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        broker = BrokerCatalog.Open(new BrokerOptions { Url = server.Url }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Tries_wait_with_a_reason_while_the_broker_is_away_and_go_out_when_it_is_back()
    {
        await using var executor = New(new CeleryExecutorOptions { Hostname = "vm" });
        await server.StopAsync();

        executor.Submit([Workloads.New("1"), Workloads.New("2")]);
        await Eventually.TrueAsync(() => executor.WaitingReason is not null, "the executor tells that it waits");
        executor.WaitingReason!.ShouldContain($"127.0.0.1:{server.Port}");
        executor.Waiting.ShouldBe(2);

        await server.StartAgainAsync();
        await Eventually.TrueAsync(() => executor.Waiting == 0, "the broker took them");
        (await broker.CountAsync("default", Soon)).ShouldBe(2);
        executor.WaitingReason.ShouldBeNull();
    }

    [Fact]
    public async Task A_try_whose_message_was_lost_is_published_again_while_it_is_queued()
    {
        var (lost, claimed) = (Workloads.New("lost"), Workloads.New("claimed"));
        await using var executor = New(new CeleryExecutorOptions
        {
            Hostname = "vm",
            RepublishAfter = TimeSpan.FromMilliseconds(30),
            FindQueued = (ids, _) => Task.FromResult<IReadOnlyCollection<Guid>>([.. ids.Where(id => id == lost.Id)]),
        });
        executor.Submit([lost, claimed]);
        await Eventually.TrueAsync(() => executor.Waiting == 0, "both are published");

        await server.StopAsync();
        await server.StartAgainAsync();

        await Eventually.TrueAsync(async () => await CountAsync() == 1, "the lost one is there again");
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);
        WorkloadMessage.Read(TaskMessageReader.Read((await consumer.ReceiveAsync(5, Soon))[0].Message)).Workload.ShouldBe(lost);
    }

    [Fact]
    public async Task A_try_that_waits_for_a_worker_is_not_doubled()
    {
        var asked = 0;
        await using var executor = New(new CeleryExecutorOptions
        {
            Hostname = "vm",
            RepublishAfter = TimeSpan.FromMilliseconds(10),
            FindQueued = (ids, _) =>
            {
                asked++;
                return Task.FromResult(ids);
            },
        });
        executor.Submit([Workloads.New()]);

        await Eventually.TrueAsync(() => asked > 5, "it was looked after");

        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_try_that_is_cancelled_before_it_was_published_never_is()
    {
        await using var executor = New(new CeleryExecutorOptions { Hostname = "vm" });
        await server.StopAsync();
        var (kept, dropped) = (Workloads.New("kept"), Workloads.New("dropped"));
        executor.Submit([kept, dropped]);
        await Eventually.TrueAsync(() => executor.WaitingReason is not null, "the executor waits");

        executor.Cancel(dropped.Id, "the run was deleted");
        await server.StartAgainAsync();

        await Eventually.TrueAsync(() => executor.Waiting == 0, "the broker took what is left");
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Tries_go_out_while_earlier_ones_are_not_confirmed_but_so_many_publishes_at_most()
    {
        await using var slow = new SlowBroker(2);
        await using var executor = new CeleryExecutor(slow, new CeleryExecutorOptions { Hostname = "vm" }, TimeProvider.System, NullLogger<CeleryExecutor>.Instance);
        foreach (var number in Enumerable.Range(1, 4))
        {
            executor.Submit([Workloads.New($"{number}")]);
            await Eventually.TrueAsync(() => slow.Unconfirmed.Count == Math.Min(number, 2), "as many are under way as may be");
        }

        executor.Waiting.ShouldBe(4);
        slow.Unconfirmed[0].Confirmed.SetResult();

        await Eventually.TrueAsync(() => slow.Unconfirmed.Count == 3, "the next goes out, with all that waited");
        slow.Unconfirmed.Select(publish => publish.Messages).ShouldBe([1, 1, 2]);
        executor.Waiting.ShouldBe(3);
        slow.ConfirmAll();
        await Eventually.TrueAsync(() => executor.Waiting == 0, "all are confirmed");
    }

    [Fact]
    public async Task What_is_not_confirmed_goes_out_again_when_the_others_are_known()
    {
        await using var slow = new SlowBroker(2);
        await using var executor = new CeleryExecutor(slow, new CeleryExecutorOptions { Hostname = "vm" }, TimeProvider.System, NullLogger<CeleryExecutor>.Instance);
        executor.Submit([Workloads.New("1")]);
        await Eventually.TrueAsync(() => slow.Unconfirmed.Count == 1, "the first is under way");
        executor.Submit([Workloads.New("2"), Workloads.New("3")]);
        await Eventually.TrueAsync(() => slow.Unconfirmed.Count == 2, "the others are, too");

        slow.Unconfirmed[1].Confirmed.SetException(BrokerException.Unavailable(slow.Address, "gone", new IOException()));
        slow.Unconfirmed[0].Confirmed.SetResult();

        await Eventually.TrueAsync(() => slow.Unconfirmed.Count == 3, "what failed is published once more");
        slow.Unconfirmed[2].Messages.ShouldBe(2);
        executor.Waiting.ShouldBe(2);
        slow.ConfirmAll();
        await Eventually.TrueAsync(() => executor.Waiting == 0 && executor.WaitingReason is null, "all are confirmed, and nothing is in the way any more");
    }

    private CeleryExecutor New(CeleryExecutorOptions options) => new(broker, options, TimeProvider.System, NullLogger<CeleryExecutor>.Instance);

    private async Task<long> CountAsync()
    {
        try
        {
            return await broker.CountAsync("default", Soon);
        }
        catch (BrokerException)
        {
            return -1;
        }
    }
}
