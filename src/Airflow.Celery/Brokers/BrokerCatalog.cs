using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Brokers.RabbitMq;
using Airflow.Celery.Brokers.Redis;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Brokers;

/// <summary>The broker that a URL names.</summary>
public static class BrokerCatalog
{
    public static IBroker Open(BrokerOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var urls = BrokerUrl.ParseAll(options.Url);
        var logger = loggers.CreateLogger<IBroker>();
        return urls[0].Scheme switch
        {
            "redis" or "rediss" or "redis+socket" or "socket" or "sentinel" => new RedisBroker(options, clock, logger),
            "amqp" or "amqps" or "pyamqp" or "librabbitmq" => new RabbitMqBroker(options, clock, logger),
            "memory" => new MemoryBroker(),
            var other => throw new BrokerException("broker_url_invalid", $"[celery] broker_url names a broker of kind {other}; redis, rediss, sentinel, redis+socket, amqp, amqps, pyamqp, db+postgresql, db+mysql and db+sqlite are known."),
        };
    }
}
