using System.Globalization;
using Airflow.Celery.Messages;
using RabbitMQ.Client;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Messages with the native properties of AMQP.</summary>
internal static class RabbitMqMessages
{
    public static BasicProperties Properties(BrokerMessage message)
    {
        var properties = new BasicProperties
        {
            ContentType = message.ContentType,
            ContentEncoding = message.ContentEncoding,
            DeliveryMode = message.DeliveryMode == 1 ? DeliveryModes.Transient : DeliveryModes.Persistent,
            Priority = (byte)Math.Clamp(message.Priority, 0, 255),
            Headers = RabbitMqHeaders.Write(message.Headers),
        };
        if (message.CorrelationId is { } correlation)
        {
            properties.CorrelationId = correlation;
        }

        if (message.ReplyTo is { } reply)
        {
            properties.ReplyTo = reply;
        }

        if (message.Expiration is { } expiration)
        {
            properties.Expiration = expiration;
        }

        return properties;
    }

    /// <summary>The body is copied: the client uses its memory again.</summary>
    public static BrokerMessage Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) => new()
    {
        Body = body.ToArray(),
        ContentType = properties.ContentType,
        ContentEncoding = properties.ContentEncoding,
        Headers = RabbitMqHeaders.Read(properties.Headers),
        CorrelationId = properties.CorrelationId,
        ReplyTo = properties.ReplyTo,
        DeliveryMode = properties.DeliveryMode == DeliveryModes.Transient ? 1 : 2,
        Priority = properties.Priority,
        Expiration = string.IsNullOrEmpty(properties.Expiration) ? null : properties.Expiration.ToString(CultureInfo.InvariantCulture),
    };
}
