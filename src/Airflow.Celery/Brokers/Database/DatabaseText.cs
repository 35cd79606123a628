using System.Text;
using Airflow.Celery.Brokers.Redis;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers.Database;

/// <summary>A message as text: the envelope that kombu writes for every transport which has none of its own.</summary>
internal static class DatabaseText
{
    public static string Write(BrokerMessage message, string exchange, string routingKey, TimeProvider clock) =>
        Encoding.UTF8.GetString(new RedisEnvelope(message, exchange, routingKey, Guid.CreateVersion7(clock.GetUtcNow()).ToString()).Write());

    public static BrokerMessage Read(string text) => RedisEnvelope.Read(Encoding.UTF8.GetBytes(text)).Message;
}
