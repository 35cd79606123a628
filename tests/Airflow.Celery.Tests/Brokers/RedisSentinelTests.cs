using System.Diagnostics;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

/// <summary>A master, its replica, and a sentinel that puts the one in the other's place.</summary>
public sealed class RedisSentinelTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-sentinel-").FullName;
    private readonly int sentinelPort = FreePort.Find();
    private readonly List<ServiceProcess> servers = [];

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var program = ServiceProcess.Require("redis-server");
        var (master, replica) = (FreePort.Find(), FreePort.Find());
        await StartAsync(master);
        await StartAsync(replica, "--replicaof", "127.0.0.1", $"{master}");
        var file = Path.Combine(folder, "sentinel.conf");
        await File.WriteAllTextAsync(file, $"""
            port {sentinelPort}
            bind 127.0.0.1
            dir {folder}
            sentinel monitor mymaster 127.0.0.1 {master} 1
            sentinel down-after-milliseconds mymaster 3000
            sentinel failover-timeout mymaster 2000

            """, Soon);
        servers.Add(await ServiceProcess.StartAsync(new ProcessStartInfo(program, [file, "--sentinel"]), sentinelPort));

        Task StartAsync(int port, params string[] more) => AddAsync(new ProcessStartInfo(
            program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder, "--repl-diskless-sync-delay", "0", .. more]), port);

        async Task AddAsync(ProcessStartInfo start, int port) => servers.Add(await ServiceProcess.StartAsync(start, port));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_master_is_found_and_found_again_when_another_takes_its_place()
    {
        await using var broker = Open("mymaster");
        await using var consumer = await broker.ConsumeAsync(["default"], Soon);
        await PublishAsync(broker, "one");
        (await ReceiveAsync(consumer)).ShouldBe("one");

        await Eventually.TrueAsync(async () => await ReplicasAsync() == "1", "the sentinel knows the replica");
        var master = servers[0];
        servers.RemoveAt(0);
        await master.DisposeAsync();

        await Eventually.TrueAsync(async () => await TryPublishAsync(broker, "two"), "the new master takes messages");
        (await ReceiveAsync(consumer)).ShouldBe("two");
    }

    [Fact]
    public async Task A_master_that_the_sentinel_does_not_know_is_told()
    {
        await using var broker = Open("othermaster");

        (await Should.ThrowAsync<BrokerException>(() => broker.CountAsync("default", Soon))).Message.ShouldContain("othermaster");
    }

    private static async Task<string> ReceiveAsync(IBrokerConsumer consumer)
    {
        var delivery = (await consumer.ReceiveAsync(1, Soon)).ShouldHaveSingleItem();
        await consumer.AcknowledgeAsync(delivery, Soon);
        return System.Text.Encoding.UTF8.GetString(delivery.Message.Body.Span);
    }

    private static Task PublishAsync(IBroker broker, string text) =>
        broker.PublishAsync([new QueuedMessage("default", new BrokerMessage { Body = System.Text.Encoding.UTF8.GetBytes(text) })], Soon);

    private static async Task<bool> TryPublishAsync(IBroker broker, string text)
    {
        try
        {
            await PublishAsync(broker, text);
            return true;
        }
        catch (BrokerException exception) when (exception.IsTransient)
        {
            return false;
        }
    }

    private IBroker Open(string master) => BrokerCatalog.Open(
        new BrokerOptions { Url = $"sentinel://127.0.0.1:{sentinelPort}/0", MasterName = master }, TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>How many replicas of the master the sentinel knows.</summary>
    private async Task<string?> ReplicasAsync()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", sentinelPort, Soon);
        await using var stream = client.GetStream();
        await stream.WriteAsync("SENTINEL MASTER mymaster\r\n"u8.ToArray(), Soon);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(Soon) is { } line)
        {
            if (line == "num-slaves")
            {
                await reader.ReadLineAsync(Soon);
                return await reader.ReadLineAsync(Soon);
            }
        }

        return null;
    }
}
