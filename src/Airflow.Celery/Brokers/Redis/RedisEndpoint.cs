namespace Airflow.Celery.Brokers.Redis;

/// <summary>One Redis server and how to log in.</summary>
internal sealed record RedisEndpoint(string Host, int Port, string? SocketPath, string? User, string? Password, int Database, BrokerTls? Tls)
{
    public BrokerAddress Address => new("redis", SocketPath ?? Host, Port, $"{Database}", User, Tls is not null);
}
