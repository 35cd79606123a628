using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

public sealed class RabbitMqBrokerTests(SharedRabbitMq rabbit) : BrokerContractTests, IClassFixture<SharedRabbitMq>
{
    protected override async Task<IBroker> OpenAsync() =>
        BrokerCatalog.Open(new BrokerOptions { Url = (await rabbit.StartAsync()).Url }, TimeProvider.System, NullLoggerFactory.Instance);

    [Fact]
    public async Task Queues_with_many_messages_are_served_by_turns_and_both_in_order()
    {
        await PublishAsync(Queue, [.. Enumerable.Range(0, 30).Select(number => $"a{number}")]);
        await PublishAsync(OtherQueue, [.. Enumerable.Range(0, 30).Select(number => $"b{number}")]);
        await using var consumer = await Broker.ConsumeAsync([Queue, OtherQueue], Soon);

        var got = (await consumer.ReceiveAsync(20, Soon)).Select(Text).ToList();

        got.Where(text => text.StartsWith('a')).ShouldBe(Enumerable.Range(0, 10).Select(number => $"a{number}"));
        got.Where(text => text.StartsWith('b')).ShouldBe(Enumerable.Range(0, 10).Select(number => $"b{number}"));
        (await Broker.CountAsync(Queue, Soon)).ShouldBe(20);
    }
}
