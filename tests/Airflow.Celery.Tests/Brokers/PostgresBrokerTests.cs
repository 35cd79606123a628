using Airflow.Celery.Brokers;

namespace Airflow.Celery.Tests.Brokers;

public sealed class PostgresBrokerTests(SharedPostgres server) : BrokerContractTests, IClassFixture<SharedPostgres>
{
    protected override async Task<IBroker> OpenAsync() => DatabaseBrokers.Open(await server.StartAsync());
}
