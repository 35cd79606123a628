using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>What every broker must do; one class for each of them inherits it.</summary>
public abstract class BrokerContractTests : IAsyncLifetime
{
    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected IBroker Broker { get; private set; } = null!;

    /// <summary>Ends a test that hangs.</summary>
    protected CancellationToken Soon
    {
        get
        {
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            return patience.Token;
        }
    }

    protected string Queue { get; } = $"q-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

    protected string OtherQueue => $"{Queue}-other";

    public async ValueTask InitializeAsync() => Broker = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (Broker is { } broker)
        {
            await broker.DisposeAsync();
        }

        patience.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Messages_of_a_queue_come_in_the_order_in_which_they_were_published()
    {
        await PublishAsync(Queue, "1", "2", "3");
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        (await ReceiveAsync(consumer, 3)).Select(Text).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Properties_and_headers_arrive_as_they_were_sent()
    {
        var sent = Message("[[], {}, {}]") with
        {
            Headers = new() { ["task"] = "t", ["retries"] = 2, ["timelimit"] = new System.Text.Json.Nodes.JsonArray(30, null), ["stamps"] = new System.Text.Json.Nodes.JsonObject { ["a"] = "ü" }, ["shadow"] = null, ["flag"] = true },
            CorrelationId = "c",
            ReplyTo = "r",
        };
        await Broker.PublishAsync([new QueuedMessage(Queue, sent)], Soon);
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        var delivery = (await consumer.ReceiveAsync(1, Soon))[0];

        delivery.Queue.ShouldBe(Queue);
        delivery.IsRedelivered.ShouldBeFalse();
        Text(delivery).ShouldBe("[[], {}, {}]");
        delivery.Message.Headers.ToJsonString().ShouldBe(sent.Headers.ToJsonString());
        (delivery.Message.ContentType, delivery.Message.ContentEncoding, delivery.Message.CorrelationId, delivery.Message.ReplyTo, delivery.Message.DeliveryMode)
            .ShouldBe(("application/json", "utf-8", "c", "r", 2));
    }

    [Fact]
    public async Task A_consumer_takes_no_more_than_it_was_asked_for()
    {
        await PublishAsync(Queue, "1", "2", "3");
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        (await consumer.ReceiveAsync(2, Soon)).Count.ShouldBe(2);

        (await Broker.CountAsync(Queue, Soon)).ShouldBe(1);
    }

    [Fact]
    public async Task Many_that_wait_come_at_once_and_in_order_and_no_more_than_were_asked_for()
    {
        await PublishAsync(Queue, [.. Enumerable.Range(0, 50).Select(number => $"{number}")]);
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        var first = await consumer.ReceiveAsync(16, Soon);
        first.Select(Text).ShouldBe(Enumerable.Range(0, 16).Select(number => $"{number}"));
        (await Broker.CountAsync(Queue, Soon)).ShouldBe(34);

        // what is settled makes no room: only the next call does
        foreach (var delivery in first)
        {
            await consumer.AcknowledgeAsync(delivery, Soon);
        }

        (await consumer.ReceiveAsync(8, Soon)).Select(Text).ShouldBe(Enumerable.Range(16, 8).Select(number => $"{number}"));
        (await Broker.CountAsync(Queue, Soon)).ShouldBe(26);
        (await consumer.ReceiveAsync(100, Soon)).Select(Text).ShouldBe(Enumerable.Range(24, 26).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Publishes_that_are_under_way_together_arrive_in_the_order_of_the_calls()
    {
        await Task.WhenAll(Enumerable.Range(0, Broker.PublishesAtOnce).Select(number => PublishAsync(Queue, $"{number}")));
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        (await ReceiveAsync(consumer, Broker.PublishesAtOnce)).Select(Text).ShouldBe(Enumerable.Range(0, Broker.PublishesAtOnce).Select(number => $"{number}"));
    }

    [Fact]
    public async Task What_comes_while_a_consumer_waits_reaches_it()
    {
        await using var consumer = await Broker.ConsumeAsync([OtherQueue, Queue], Soon);
        var receiving = consumer.ReceiveAsync(5, Soon);

        await PublishAsync(Queue, "1");

        (await receiving).Select(Text).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Each_message_goes_to_one_of_the_consumers()
    {
        await PublishAsync(Queue, [.. Enumerable.Range(0, 40).Select(number => $"{number}")]);
        await using var one = await Broker.ConsumeAsync([Queue], Soon);
        await using var other = await Broker.ConsumeAsync([Queue], Soon);

        var both = await Task.WhenAll(ReceiveAsync(one, 20, 3), ReceiveAsync(other, 20, 3));

        both.SelectMany(deliveries => deliveries).Select(Text).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 40).Select(number => $"{number}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_acknowledged_never_comes_again()
    {
        await PublishAsync(Queue, "1", "2");
        await using (var consumer = await Broker.ConsumeAsync([Queue], Soon))
        {
            foreach (var delivery in await ReceiveAsync(consumer, 2))
            {
                await consumer.AcknowledgeAsync(delivery, Soon);
            }
        }

        (await Broker.CountAsync(Queue, Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_rejected_never_comes_again()
    {
        await PublishAsync(Queue, "1");
        await using (var consumer = await Broker.ConsumeAsync([Queue], Soon))
        {
            await consumer.RejectAsync((await consumer.ReceiveAsync(1, Soon))[0], Soon);
        }

        (await Broker.CountAsync(Queue, Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_given_back_is_the_next_to_be_taken_and_marked()
    {
        await PublishAsync(Queue, "1", "2");
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);

        await consumer.ReturnAsync((await consumer.ReceiveAsync(1, Soon))[0], Soon);

        var again = await ReceiveAsync(consumer, 2);
        again.Select(Text).ShouldBe(["1", "2"]);
        again.Select(delivery => delivery.IsRedelivered).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_consumer_that_ends_gives_back_what_it_did_not_settle()
    {
        await PublishAsync(Queue, "1", "2", "3");
        await using (var consumer = await Broker.ConsumeAsync([Queue], Soon))
        {
            var taken = await ReceiveAsync(consumer, 3);
            await consumer.AcknowledgeAsync(taken[1], Soon);
        }

        await using var next = await Broker.ConsumeAsync([Queue], Soon);
        (await ReceiveAsync(next, 2)).Select(Text).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_nothing()
    {
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Soon);
        var receiving = consumer.ReceiveAsync(1, ending.Token);

        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(receiving);
        await PublishAsync(Queue, "1");

        (await consumer.ReceiveAsync(1, Soon)).Select(Text).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_queue_that_is_added_is_served_from_then_on()
    {
        await PublishAsync(OtherQueue, "1");
        await using var consumer = await Broker.ConsumeAsync([Queue], Soon);
        var receiving = consumer.ReceiveAsync(1, Soon);

        await consumer.AddQueueAsync(OtherQueue, Soon);

        (await receiving).Select(delivery => (delivery.Queue, Text(delivery))).ShouldBe([(OtherQueue, "1")]);
        consumer.Queues.ShouldBe([Queue, OtherQueue]);
    }

    [Fact]
    public async Task A_queue_that_is_removed_keeps_what_is_in_it()
    {
        await using var consumer = await Broker.ConsumeAsync([OtherQueue, Queue], Soon);
        var receiving = consumer.ReceiveAsync(2, Soon);

        await consumer.RemoveQueueAsync(OtherQueue, Soon);
        await PublishAsync(OtherQueue, "1");
        await PublishAsync(Queue, "2");

        (await receiving).Select(Text).ShouldBe(["2"]);
        (await Broker.CountAsync(OtherQueue, Soon)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_sent_to_all_reaches_each_listener()
    {
        await using var one = await Broker.SubscribeAsync(BrokerExchange.Control, "", $"{Queue}.celery.pidbox", Soon);
        await using var other = await Broker.SubscribeAsync(BrokerExchange.Control, "", $"{OtherQueue}.celery.pidbox", Soon);

        await Broker.SendAsync(BrokerExchange.Control, "", Message(Queue), Soon);

        (await FirstAsync(one, Queue)).ShouldBe(Queue);
        (await FirstAsync(other, Queue)).ShouldBe(Queue);
    }

    [Fact]
    public async Task A_listener_hears_the_topics_of_its_pattern_only()
    {
        await using var workers = await Broker.SubscribeAsync(BrokerExchange.Events, "worker.#", $"celeryev.{Queue}", Soon);
        await using var all = await Broker.SubscribeAsync(BrokerExchange.Events, "#", $"celeryev.{OtherQueue}", Soon);

        await Broker.SendAsync(BrokerExchange.Events, "task.multi", Message($"{Queue} task"), Soon);
        await Broker.SendAsync(BrokerExchange.Events, "worker.online", Message($"{Queue} worker"), Soon);

        (await FirstAsync(workers, Queue)).ShouldBe($"{Queue} worker");
        (await FirstAsync(all, Queue)).ShouldBe($"{Queue} task");
    }

    [Fact]
    public async Task An_answer_goes_to_who_asked()
    {
        await using var asking = await Broker.SubscribeAsync(BrokerExchange.Replies, Queue, $"{Queue}.reply.celery.pidbox", Soon);
        await using var other = await Broker.SubscribeAsync(BrokerExchange.Replies, OtherQueue, $"{OtherQueue}.reply.celery.pidbox", Soon);

        await Broker.SendAsync(BrokerExchange.Replies, OtherQueue, Message($"{Queue} not yours"), Soon);
        await Broker.SendAsync(BrokerExchange.Replies, Queue, Message($"{Queue} yours"), Soon);

        (await FirstAsync(asking, Queue)).ShouldBe($"{Queue} yours");
        (await FirstAsync(other, Queue)).ShouldBe($"{Queue} not yours");
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_harms_nobody() =>
        await Broker.SendAsync(BrokerExchange.Replies, Queue, Message("late"), Soon);

    protected abstract Task<IBroker> OpenAsync();

    protected static BrokerMessage Message(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    protected static string Text(BrokerDelivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body.Span);

    protected Task PublishAsync(string queue, params IReadOnlyList<string> bodies) =>
        Broker.PublishAsync([.. bodies.Select(body => new QueuedMessage(queue, Message(body)))], Soon);

    protected async Task<IReadOnlyList<BrokerDelivery>> ReceiveAsync(IBrokerConsumer consumer, int count, int atOnce = int.MaxValue)
    {
        var deliveries = new List<BrokerDelivery>();
        while (deliveries.Count < count)
        {
            deliveries.AddRange(await consumer.ReceiveAsync(Math.Min(atOnce, count - deliveries.Count), Soon));
        }

        return deliveries;
    }

    /// <summary>The first message that is of this test: others share exchanges.</summary>
    protected async Task<string> FirstAsync(IBrokerSubscription subscription, string start)
    {
        await foreach (var message in subscription.ReadAllAsync(Soon))
        {
            var text = Encoding.UTF8.GetString(message.Body.Span);
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return text;
            }
        }

        throw new InvalidOperationException("The subscription ended.");
    }
}
