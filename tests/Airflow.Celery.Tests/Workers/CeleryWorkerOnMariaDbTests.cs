using Airflow.Celery.Brokers;
using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnMariaDbTests(SharedMariaDb server) : CeleryWorkerContractTests, IClassFixture<SharedMariaDb>
{
    protected override async Task<IBroker> OpenAsync() => DatabaseBrokers.Open(await server.StartAsync());
}
