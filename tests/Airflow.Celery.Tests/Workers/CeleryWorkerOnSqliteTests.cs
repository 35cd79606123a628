using Airflow.Celery.Brokers;
using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnSqliteTests(SharedSqlite server) : CeleryWorkerContractTests, IClassFixture<SharedSqlite>
{
    protected override Task<IBroker> OpenAsync() => Task.FromResult<IBroker>(DatabaseBrokers.Open(server.Url));
}
