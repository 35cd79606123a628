using Airflow.Celery.Messages;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>What the parts of the Redis broker share.</summary>
internal sealed record RedisLink(RedisClient Client, RedisEndpoints Endpoints, RedisKeys Keys, BrokerOptions Options, TimeProvider Clock, ILogger Logger)
{
    /// <summary>A connection of one's own, for calls that wait.</summary>
    public async Task<RespStream> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RespStream.ConnectAsync(await Endpoints.FindAsync(cancellationToken), Options.ConnectTimeout, Clock, cancellationToken);
        }
        catch (BrokerException)
        {
            Endpoints.Skip();
            throw;
        }
    }

    public ReadOnlyMemory<byte> Envelope(BrokerMessage message, string exchange, string routingKey) =>
        new RedisEnvelope(message, exchange, routingKey, Guid.CreateVersion7(Clock.GetUtcNow()).ToString()).Write();
}
