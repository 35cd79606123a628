using Airflow.Celery.Brokers;
using Airflow.Celery.Tests.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnRedisTests(SharedRedis server) : CeleryWorkerContractTests, IClassFixture<SharedRedis>
{
    protected override async Task<IBroker> OpenAsync() => BrokerCatalog.Open(new BrokerOptions { Url = (await server.StartAsync()).Url }, TimeProvider.System, NullLoggerFactory.Instance);
}
