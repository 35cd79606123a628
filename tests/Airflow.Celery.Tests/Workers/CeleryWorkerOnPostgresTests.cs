using Airflow.Celery.Brokers;
using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnPostgresTests(SharedPostgres server) : CeleryWorkerContractTests, IClassFixture<SharedPostgres>
{
    protected override async Task<IBroker> OpenAsync() => DatabaseBrokers.Open(await server.StartAsync());
}
