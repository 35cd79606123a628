using Airflow.Celery.Brokers;

namespace Airflow.Celery.Tests.Brokers;

public sealed class SqliteBrokerTests(SharedSqlite server) : BrokerContractTests, IClassFixture<SharedSqlite>
{
    protected override Task<IBroker> OpenAsync() => Task.FromResult<IBroker>(DatabaseBrokers.Open(server.Url));
}
