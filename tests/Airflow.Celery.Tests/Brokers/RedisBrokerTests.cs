using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

public sealed class RedisBrokerTests(SharedRedis redis) : BrokerContractTests, IClassFixture<SharedRedis>
{
    protected override async Task<IBroker> OpenAsync() =>
        BrokerCatalog.Open(new BrokerOptions { Url = (await redis.StartAsync()).Url }, TimeProvider.System, NullLoggerFactory.Instance);
}
