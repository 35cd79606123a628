using Airflow.Celery.Brokers;

namespace Airflow.Celery.Tests.Workers;

public sealed class CeleryWorkerOnMemoryTests : CeleryWorkerContractTests
{
    protected override Task<IBroker> OpenAsync() => Task.FromResult<IBroker>(new Airflow.Celery.Brokers.Memory.MemoryBroker());
}
