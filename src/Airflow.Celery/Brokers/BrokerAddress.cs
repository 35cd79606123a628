namespace Airflow.Celery.Brokers;

/// <summary>Where a broker is, as may be shown: never with the password.</summary>
/// <param name="Transport">redis, amqp or memory.</param>
/// <param name="VirtualHost">RabbitMQ's virtual host, or the number of Redis's database.</param>
public sealed record BrokerAddress(string Transport, string Host, int Port, string VirtualHost, string? User, bool IsTls)
{
    public override string ToString() => Transport == "memory" ? "in memory" : $"{Transport}{(IsTls ? "s" : "")}://{(User is null ? "" : $"{User}@")}{Host}:{Port}/{(VirtualHost == "/" ? "" : VirtualHost)}";
}
