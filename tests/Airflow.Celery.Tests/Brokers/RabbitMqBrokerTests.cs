using Airflow.Celery.Brokers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Brokers;

public sealed class RabbitMqBrokerTests(SharedRabbitMq rabbit) : BrokerContractTests, IClassFixture<SharedRabbitMq>
{
    protected override async Task<IBroker> OpenAsync() =>
        BrokerCatalog.Open(new BrokerOptions { Url = (await rabbit.StartAsync()).Url }, TimeProvider.System, NullLoggerFactory.Instance);
}
