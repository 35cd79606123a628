using System.Text;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Redis;
using Airflow.Celery.Messages;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>What kombu expects to find in Redis, and what happens when Redis goes.</summary>
public sealed class RedisWireTests : IAsyncLifetime
{
    private RedisServer server = null!;
    private IBroker broker = null!;
    private RespStream raw = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync(password: "p@ss:w/rd");
        broker = Open(new BrokerOptions { Url = server.Url });
        raw = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await raw.DisposeAsync();
        await broker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Publishing_leaves_a_list_and_its_binding()
    {
        await broker.PublishAsync([new QueuedMessage("default", Message("1")), new QueuedMessage("q2", Message("2") with { Priority = 5 })], Soon);

        (await CallAsync("KEYS", "*")).Items.Select(item => item.Text).Order(StringComparer.Ordinal)
            .ShouldBe(["_kombu.binding.default", "_kombu.binding.q2", "default", "q2\u0006\u00163"], ignoreOrder: true);
        (await CallAsync("SMEMBERS", "_kombu.binding.default")).Items.Select(item => item.Text).ShouldBe(["default\u0006\u0016\u0006\u0016default"]);
        (await CallAsync("LLEN", "q2\u0006\u00163")).Integer.ShouldBe(1);
    }

    [Fact]
    public async Task The_least_priority_number_is_served_first()
    {
        await broker.PublishAsync([.. new[] { 9, 0, 3 }.Select(priority => new QueuedMessage("default", Message($"{priority}") with { Priority = priority }))], Soon);
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);

        (await consumer.ReceiveAsync(3, Soon)).Select(delivery => Encoding.UTF8.GetString(delivery.Message.Body.Span)).ShouldBe(["0", "3", "9"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_delivered_is_kept_until_it_is_acknowledged(bool isWaitedFor)
    {
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);
        var receiving = isWaitedFor ? consumer.ReceiveAsync(1, Soon) : null;
        await broker.PublishAsync([new QueuedMessage("default", Message("1"))], Soon);
        var delivery = (await (receiving ?? consumer.ReceiveAsync(1, Soon)))[0];

        var kept = System.Text.Json.Nodes.JsonNode.Parse((await CallAsync("HGET", "unacked", delivery.Tag)).Bytes.Span)!.AsArray();
        kept[0]!["properties"]!["delivery_tag"]!.GetValue<string>().ShouldBe(delivery.Tag);
        (kept[1]!.GetValue<string>(), kept[2]!.GetValue<string>()).ShouldBe(("", "default"));
        (await CallAsync("ZSCORE", "unacked_index", delivery.Tag)).Kind.ShouldBe(RespKind.Text);

        await consumer.AcknowledgeAsync(delivery, Soon);
        (await CallAsync("EXISTS", "unacked", "unacked_index", "default")).Integer.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_left_unacknowledged_too_long_goes_back_to_its_queue()
    {
        await using var lost = await broker.ConsumeAsync(["default"], Soon);
        await broker.PublishAsync([new QueuedMessage("default", Message("1") with { Priority = 6 })], Soon);
        (await lost.ReceiveAsync(1, Soon)).Count.ShouldBe(1);
        await using var other = Open(new BrokerOptions { Url = server.Url, VisibilityTimeout = TimeSpan.FromSeconds(-1) });
        await using var consumer = await other.ConsumeAsync(["default"], Soon);

        var again = (await consumer.ReceiveAsync(1, Soon))[0];

        again.IsRedelivered.ShouldBeTrue();
        again.Message.Headers["redelivered"]!.GetValue<bool>().ShouldBeTrue();
        (await CallAsync("EXISTS", "unacked_mutex")).Integer.ShouldBe(0);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"body":"","headers":{},"properties":{"delivery_info":{"exchange":"","routing_key":"default"}}}""")]
    [InlineData("""{"body":"%%%","headers":{},"properties":{"delivery_tag":"t","body_encoding":"base64","delivery_info":{"exchange":"","routing_key":"default"}}}""")]
    public async Task Poison_is_dropped_and_what_follows_is_delivered(string poison)
    {
        await CallAsync("LPUSH", "default", poison);
        await broker.PublishAsync([new QueuedMessage("default", Message("good"))], Soon);
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);

        Encoding.UTF8.GetString((await consumer.ReceiveAsync(2, Soon))[0].Message.Body.Span).ShouldBe("good");

        (await CallAsync("HLEN", "unacked")).Integer.ShouldBe(1);
    }

    [Fact]
    public async Task Every_key_and_channel_has_the_global_prefix()
    {
        await using var other = Open(new BrokerOptions { Url = server.Url, GlobalKeyPrefix = "GP:" });
        await other.PublishAsync([new QueuedMessage("default", Message("1")), new QueuedMessage("default", Message("2"))], Soon);
        await using var consumer = await other.ConsumeAsync(["default"], Soon);
        var delivery = (await consumer.ReceiveAsync(1, Soon))[0];
        await using var control = await other.SubscribeAsync(BrokerExchange.Control, "", "me.celery.pidbox", Soon);

        delivery.Queue.ShouldBe("default");
        (await CallAsync("KEYS", "*")).Items.ShouldAllBe(item => item.Text.StartsWith("GP:", StringComparison.Ordinal));
        (await CallAsync("PUBSUB", "NUMPAT")).Integer.ShouldBe(1);
        (await CallAsync("PUBLISH", "GP:/0.celery.pidbox", "{}")).Integer.ShouldBe(1);
    }

    [Fact]
    public async Task Who_stops_listening_leaves_nothing_behind()
    {
        await (await broker.SubscribeAsync(BrokerExchange.Control, "", "me.celery.pidbox", Soon)).DisposeAsync();

        (await CallAsync("DBSIZE")).Integer.ShouldBe(0);
    }

    [Fact]
    public async Task A_socket_is_spoken_to_like_a_port()
    {
        await using var local = Open(new BrokerOptions { Url = $"redis+socket://{server.SocketPath}?virtual_host=3&password=p%40ss%3Aw%2Frd" });

        await local.PublishAsync([new QueuedMessage("default", Message("1"))], Soon);

        (await local.CountAsync("default", Soon)).ShouldBe(1);
        (await broker.CountAsync("default", Soon)).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_password_is_told()
    {
        await using var other = Open(new BrokerOptions { Url = $"redis://:wrong@127.0.0.1:{server.Port}/0" });

        (await Should.ThrowAsync<BrokerException>(other.CountAsync("default", Soon))).Code.ShouldBe("broker_refused");
    }

    [Fact]
    public async Task Consumers_and_listeners_come_back_after_redis_did()
    {
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);
        await using var control = await broker.SubscribeAsync(BrokerExchange.Control, "", "me.celery.pidbox", Soon);
        var receiving = consumer.ReceiveAsync(1, Soon);

        await server.StopAsync();
        (await Should.ThrowAsync<BrokerException>(broker.PublishAsync([new QueuedMessage("default", Message("1"))], Soon))).IsTransient.ShouldBeTrue();
        await server.StartAgainAsync();
        await broker.PublishAsync([new QueuedMessage("default", Message("2"))], Soon);

        Encoding.UTF8.GetString((await receiving)[0].Message.Body.Span).ShouldBe("2");
        await using var back = await ConnectAsync();
        while ((await back.CallAsync(RespCommand.Of("PUBSUB", "NUMPAT"), Soon)).Integer == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Soon);
        }

        await broker.SendAsync(BrokerExchange.Control, "", Message("heard"), Soon);
        await foreach (var message in control.ReadAllAsync(Soon))
        {
            Encoding.UTF8.GetString(message.Body.Span).ShouldBe("heard");
            break;
        }
    }

    private static BrokerMessage Message(string body) => new() { Body = Encoding.UTF8.GetBytes(body) };

    private static IBroker Open(BrokerOptions options) => BrokerCatalog.Open(options, TimeProvider.System, NullLoggerFactory.Instance);

    private Task<RespStream> ConnectAsync() =>
        RespStream.ConnectAsync(new RedisEndpoint("127.0.0.1", server.Port, null, null, "p@ss:w/rd", 0, null), TimeSpan.FromSeconds(5), TimeProvider.System, Soon);

    private Task<RespReply> CallAsync(params string[] command) => raw.CallAsync(RespCommand.Of(command), Soon);
}
