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

    [Fact]
    public async Task Who_may_open_few_channels_fetches_with_those()
    {
        var server = await rabbit.StartAsync();
        await server.ControlAsync("set_user_limits", "guest", """{"max-channels": 5}""");
        try
        {
            await PublishAsync(Queue, [.. Enumerable.Range(0, 20).Select(number => $"{number}")]);
            await using var consumer = await Broker.ConsumeAsync([Queue], Soon);
            var got = new HashSet<string>(StringComparer.Ordinal);
            while (got.Count < 20)
            {
                foreach (var delivery in await consumer.ReceiveAsync(20, Soon))
                {
                    got.Add(Text(delivery));
                    await consumer.AcknowledgeAsync(delivery, Soon);
                }
            }
        }
        finally
        {
            await server.ControlAsync("clear_user_limits", "guest", "all");
        }
    }
}
