using System.Diagnostics;
using Airflow.Shared;

namespace Airflow.EndToEnd.Chaos;

/// <summary>The broker of a cluster, whichever it is.</summary>
internal sealed class ChaosBroker : IAsyncDisposable
{
    private readonly RedisServer? redis;
    private readonly RabbitMqServer? rabbit;

    private ChaosBroker(RedisServer? redis, RabbitMqServer? rabbit)
    {
        this.redis = redis;
        this.rabbit = rabbit;
    }

    public int Port => redis?.Port ?? rabbit!.Port;

    public string Url => redis?.Url ?? rabbit!.Url;

    public static async Task<ChaosBroker> StartAsync(string kind) => kind switch
    {
        "redis" => new ChaosBroker(await RedisServer.StartAsync(), null),
        "rabbitmq" => new ChaosBroker(null, await RabbitMqServer.StartAsync()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "redis or rabbitmq"),
    };

    /// <summary>It goes and comes back; Redis has forgotten everything then, RabbitMQ keeps what is durable.</summary>
    public async Task RestartAsync()
    {
        if (redis is not null)
        {
            await redis.StopAsync();
            await redis.StartAgainAsync();
            return;
        }

        await rabbit!.StopAsync();
        await rabbit.StartAgainAsync();
    }

    /// <summary>All that it keeps is gone: under the eyes of its clients in Redis, while it was away in RabbitMQ.</summary>
    public async Task WipeAsync()
    {
        if (redis is not null)
        {
            using var tool = Process.Start(new ProcessStartInfo("redis-cli", ["-p", $"{Port}", "FLUSHALL"]) { RedirectStandardOutput = true })!;
            (await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().ShouldBe("OK");
            await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
            return;
        }

        await rabbit!.StopAsync();
        rabbit.Forget();
        await rabbit.StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (redis is not null)
        {
            await redis.DisposeAsync();
        }

        if (rabbit is not null)
        {
            await rabbit.DisposeAsync();
        }
    }
}
