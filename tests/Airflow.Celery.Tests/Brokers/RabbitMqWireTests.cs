using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>What Celery expects to find in RabbitMQ, and what happens when RabbitMQ goes.</summary>
public sealed class RabbitMqWireTests : IAsyncLifetime
{
    private RabbitMqServer server = null!;
    private IBroker broker = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RabbitMqServer.StartAsync();
        broker = Open("classic");
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Queues_and_exchanges_are_those_of_celery()
    {
        await using var quorum = Open("quorum");
        await quorum.PublishAsync([new QueuedMessage("safe", Message("1"))], Soon);
        await broker.PublishAsync([new QueuedMessage("default", Message("1"))], Soon);
        // a queue that is there keeps its kind
        await broker.PublishAsync([new QueuedMessage("safe", Message("2"))], Soon);
        await using var control = await broker.SubscribeAsync(BrokerExchange.Control, "", "me.celery.pidbox", Soon);
        await using var events = await broker.SubscribeAsync(BrokerExchange.Events, "#", "celeryev.me", Soon);

        (await server.ListAsync("list_queues", "name", "type", "durable", "auto_delete")).Order(StringComparer.Ordinal).ShouldBe(
            ["celeryev.me\tclassic\tfalse\ttrue", "default\tclassic\ttrue\tfalse", "me.celery.pidbox\tclassic\tfalse\ttrue", "safe\tquorum\ttrue\tfalse"]);
        var exchanges = await server.ListAsync("list_exchanges", "name", "type", "durable");
        exchanges.ShouldContain("default\tdirect\ttrue");
        exchanges.ShouldContain("celery.pidbox\tfanout\tfalse");
        exchanges.ShouldContain("celeryev\ttopic\ttrue");
        (await broker.CountAsync("safe", Soon)).ShouldBe(2);
    }

    [Fact]
    public async Task Consumers_and_listeners_come_back_after_rabbitmq_did()
    {
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);
        await using var control = await broker.SubscribeAsync(BrokerExchange.Control, "", "me.celery.pidbox", Soon);
        await broker.PublishAsync([new QueuedMessage("default", Message("kept"))], Soon);
        var before = (await consumer.ReceiveAsync(1, Soon))[0];

        await server.StopAsync();
        (await Should.ThrowAsync<BrokerException>(broker.PublishAsync([new QueuedMessage("default", Message("lost"))], Soon))).IsTransient.ShouldBeTrue();
        await consumer.AcknowledgeAsync(before, Soon);
        await server.StartAgainAsync();

        var again = (await consumer.ReceiveAsync(1, Soon))[0];
        Encoding.UTF8.GetString(again.Message.Body.Span).ShouldBe("kept");
        await consumer.AcknowledgeAsync(before, Soon);
        await consumer.AcknowledgeAsync(again, Soon);
        while (!(await server.ListAsync("list_queues", "name", "consumers")).Contains("me.celery.pidbox\t1", StringComparer.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Soon);
        }

        await broker.SendAsync(BrokerExchange.Control, "", Message("heard"), Soon);
        await foreach (var message in control.ReadAllAsync(Soon))
        {
            Encoding.UTF8.GetString(message.Body.Span).ShouldBe("heard");
            break;
        }
    }

    private static BrokerMessage Message(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    private IBroker Open(string queueType) => BrokerCatalog.Open(new BrokerOptions { Url = server.Url, QueueType = queueType }, TimeProvider.System, NullLoggerFactory.Instance);
}
