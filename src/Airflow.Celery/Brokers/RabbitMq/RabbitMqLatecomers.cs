using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Gives back what still comes for a listener that has left, as quorum queues may send it: nobody else would ever settle it.</summary>
internal sealed partial class RabbitMqLatecomers(IChannel channel, ILogger logger) : AsyncDefaultBasicConsumer(channel)
{
    public override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        try
        {
            await Channel.BasicRejectAsync(deliveryTag, requeue: true, cancellationToken);
        }
        catch (Exception exception) when (RabbitMqLink.IsBrokers(exception))
        {
            Log.NotReturned(logger, routingKey, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7043, LogLevel.Information, "A message of {Queue} that came late returns with the channel: {Reason}")]
        public static partial void NotReturned(ILogger logger, string queue, string reason);
    }
}
