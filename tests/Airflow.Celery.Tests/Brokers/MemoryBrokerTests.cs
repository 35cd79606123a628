using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;

namespace Airflow.Celery.Tests.Brokers;

public sealed class MemoryBrokerTests : BrokerContractTests
{
    protected override Task<IBroker> OpenAsync() => Task.FromResult<IBroker>(new MemoryBroker());
}
