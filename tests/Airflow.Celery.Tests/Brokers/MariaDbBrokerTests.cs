using Airflow.Celery.Brokers;

namespace Airflow.Celery.Tests.Brokers;

public sealed class MariaDbBrokerTests(SharedMariaDb server) : BrokerContractTests, IClassFixture<SharedMariaDb>
{
    protected override async Task<IBroker> OpenAsync() => DatabaseBrokers.Open(await server.StartAsync());
}
