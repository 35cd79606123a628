using System.Globalization;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>Which server to connect to next: the one of the URL, the next of several, or the master that sentinels name.</summary>
internal sealed class RedisEndpoints
{
    private readonly IReadOnlyList<RedisEndpoint> known;
    private readonly bool isSentinel;
    private readonly BrokerOptions options;
    private readonly TimeProvider clock;
    private int next;

    public RedisEndpoints(BrokerOptions options, IReadOnlyList<BrokerUrl> urls, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        isSentinel = urls[0].Scheme == "sentinel";
        known = [.. urls.Select(url => Endpoint(url, options))];
        if (isSentinel && options.MasterName is null)
        {
            throw new BrokerException("broker_url_invalid", "sentinel:// needs the name of the master: set master_name in [celery_broker_transport_options].");
        }
    }

    /// <summary>What is shown as the address of the broker.</summary>
    public RedisEndpoint First => known[0];

    /// <summary>Tells that the server answered no call: the next one is asked next time.</summary>
    public void Skip() => Interlocked.Increment(ref next);

    public async Task<RedisEndpoint> FindAsync(CancellationToken cancellationToken)
    {
        var endpoint = known[(int)((uint)Volatile.Read(ref next) % known.Count)];
        return isSentinel ? await AskAsync(endpoint, cancellationToken) : endpoint;
    }

    private async Task<RedisEndpoint> AskAsync(RedisEndpoint sentinel, CancellationToken cancellationToken)
    {
        var login = sentinel with { User = null, Password = options.SentinelPassword, Database = 0 };
        await using var stream = await RespStream.ConnectAsync(login, options.ConnectTimeout, clock, cancellationToken);
        var reply = await stream.CallAsync(RespCommand.Of("SENTINEL", "get-master-addr-by-name", options.MasterName!), cancellationToken);
        return reply is { Kind: RespKind.List, Items: [{ } host, { } port] }
            ? sentinel with { Host = host.Text, Port = int.Parse(port.Text, CultureInfo.InvariantCulture) }
            : throw BrokerException.Refused(sentinel.Address, reply.Kind == RespKind.Error ? reply.Text : $"the sentinel knows no master \"{options.MasterName}\"");
    }

    private static RedisEndpoint Endpoint(BrokerUrl url, BrokerOptions options) => new(
        url.Host,
        url.Port ?? (url.Scheme == "sentinel" ? 26379 : 6379),
        url.Scheme is "redis+socket" or "socket" ? $"/{url.Path.TrimStart('/')}" : null,
        url.User,
        url.Password,
        url.Scheme is "redis+socket" or "socket" ? (url with { Path = "" }).Database() : url.Database(),
        url.Scheme == "rediss" ? url.Tls(options.Tls) : null);
}
