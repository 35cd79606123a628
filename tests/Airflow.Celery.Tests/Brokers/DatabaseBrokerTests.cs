using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Storage;
using Airflow.Storage.Messaging;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>What only a broker in a database has to see to.</summary>
public sealed class DatabaseBrokerTests(SharedPostgres server) : IClassFixture<SharedPostgres>
{
    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    private string Queue { get; } = $"q-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

    [Fact]
    public async Task What_a_dead_consumer_took_is_taken_by_another_when_its_lease_has_ended()
    {
        var options = new BrokerOptions { Url = "db+test", VisibilityTimeout = TimeSpan.FromMilliseconds(300) };
        await using var broker = DatabaseBrokers.Open(await server.StartAsync(), options);
        var store = DatabaseMessageStore.Open(new StorageOptions { Url = await server.StartAsync() });
        await broker.PublishAsync([Message("1")], Soon);
        await using (store)
        {
            // it takes and says no more
            (await store.TakeAsync([Queue], 1, "dead", TimeSpan.FromMilliseconds(300), Soon)).Count.ShouldBe(1);
        }

        await using var consumer = await broker.ConsumeAsync([Queue], Soon);

        (await consumer.ReceiveAsync(1, Soon)).Single().IsRedelivered.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_living_consumer_took_stays_its_own_beyond_its_lease()
    {
        var options = new BrokerOptions { Url = "db+test", VisibilityTimeout = TimeSpan.FromSeconds(6) };
        await using var broker = DatabaseBrokers.Open(await server.StartAsync(), options);
        await broker.PublishAsync([Message("1")], Soon);
        await using var living = await broker.ConsumeAsync([Queue], Soon);
        await living.ReceiveAsync(1, Soon);
        await using var other = await broker.ConsumeAsync([Queue], Soon);
        using var longer = new CancellationTokenSource(TimeSpan.FromSeconds(8));

        await Should.ThrowAsync<OperationCanceledException>(() => other.ReceiveAsync(1, longer.Token));
    }

    [Fact]
    public async Task What_was_being_taken_of_a_queue_as_it_was_removed_goes_back_to_it()
    {
        IBrokerConsumer? consumer = null;
        var store = DatabaseMessageStore.Open(new StorageOptions { Url = await server.StartAsync() });
        await using var broker = DatabaseBrokers.Open(
            new InterruptedStore(store, () => consumer!.RemoveQueueAsync(Queue, Soon)), new BrokerOptions { Url = "db+test" });
        await broker.PublishAsync([Message("of the removed"), Message("of another") with { Queue = $"{Queue}-other" }, Message("of the removed, too")], Soon);
        consumer = await broker.ConsumeAsync([Queue, $"{Queue}-other"], Soon);
        await using var ending = consumer;

        (await consumer.ReceiveAsync(3, Soon)).Select(Text).ShouldBe(["of another"]);
        (await broker.CountAsync(Queue, Soon)).ShouldBe(2);
    }

    [Fact]
    public async Task The_most_urgent_goes_first()
    {
        await using var broker = DatabaseBrokers.Open(await server.StartAsync());
        await broker.PublishAsync([Message("low"), Message("high", priority: 9)], Soon);
        await using var consumer = await broker.ConsumeAsync([Queue], Soon);

        (await consumer.ReceiveAsync(2, Soon)).Select(Text).ShouldBe(["high", "low"]);
    }

    [Fact]
    public async Task Two_that_ask_at_once_share_what_there_is_and_nobody_gets_a_message_twice()
    {
        await using var broker = DatabaseBrokers.Open(await server.StartAsync());
        await using var another = DatabaseBrokers.Open(await server.StartAsync());
        await broker.PublishAsync([.. Enumerable.Range(0, 200).Select(number => Message($"{number}"))], Soon);
        var taken = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Task.WhenAll(new[] { broker, another, broker, another }.Select(one => Task.Run(
            async () =>
            {
                await using var consumer = await one.ConsumeAsync([Queue], Soon);
                while (taken.Count < 200)
                {
                    using var patience = CancellationTokenSource.CreateLinkedTokenSource(Soon);
                    patience.CancelAfter(TimeSpan.FromSeconds(2));
                    foreach (var delivery in await TryReceiveAsync(consumer, patience.Token))
                    {
                        taken.Add(Text(delivery));
                        await consumer.AcknowledgeAsync(delivery, Soon);
                    }
                }
            },
            Soon)));

        taken.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 200).Select(number => $"{number}").Order(StringComparer.Ordinal));
        (await broker.CountAsync(Queue, Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_broker_that_does_not_answer()
    {
        await using var broker = DatabaseBrokers.Open("postgresql://u:secret@127.0.0.1:1/nowhere");

        var error = await Should.ThrowAsync<BrokerException>(() => broker.PublishAsync([Message("1")], Soon));

        (error.Code, error.IsTransient).ShouldBe(("broker_unavailable", true));
        error.Message.ShouldNotContain("secret");
    }

    private static async Task<IReadOnlyList<BrokerDelivery>> TryReceiveAsync(IBrokerConsumer consumer, CancellationToken cancellationToken)
    {
        try
        {
            return await consumer.ReceiveAsync(7, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static string Text(BrokerDelivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body.Span);

    private QueuedMessage Message(string text, int priority = 0) => new(Queue, new BrokerMessage { Body = Encoding.UTF8.GetBytes(text), Priority = priority });
}
