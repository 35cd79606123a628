using System.Security.Cryptography;

namespace Airflow.Celery.Brokers;

/// <summary>How a broker is spoken to: [celery] broker_url and [celery_broker_transport_options].</summary>
public sealed record BrokerOptions
{
    /// <summary>broker_url; several, separated by ;, are tried in turn.</summary>
    public required string Url { get; init; }
    /// <summary>Redis: a message that was delivered and not acknowledged goes back to its queue after that; Airflow's default.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Redis: how often messages past that time are looked for.</summary>
    public TimeSpan RestoreInterval { get; init; } = TimeSpan.FromSeconds(100);
    /// <summary>Redis: what stands before every key and channel.</summary>
    public string GlobalKeyPrefix { get; init; } = "";
    /// <summary>Redis with Sentinel: the name of the master.</summary>
    public string? MasterName { get; init; }
    /// <summary>Redis with Sentinel: the password of the sentinels, from sentinel_kwargs.</summary>
    public string? SentinelPassword { get; init; }
    /// <summary>RabbitMQ: classic or quorum, for queues that do not exist yet.</summary>
    public string QueueType { get; init; } = "classic";
    /// <summary>Key, certificate and authorities of [celery] ssl_key, ssl_cert and ssl_cacert.</summary>
    public BrokerTls? Tls { get; init; }
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);
    /// <summary>How long an answer of the broker may take before the connection counts as dead.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Between 0 and 1, so that many clients do not come back in the same instant.</summary>
    public Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(1000) / 1000.0;
}
