using Airflow.Celery.Brokers;
using Airflow.Celery.Tests.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnRabbitMqTests(SharedRabbitMq server) : CeleryWorkerContractTests, IClassFixture<SharedRabbitMq>
{
    protected override async Task<IBroker> OpenAsync() => BrokerCatalog.Open(new BrokerOptions { Url = (await server.StartAsync()).Url }, TimeProvider.System, NullLoggerFactory.Instance);
}
