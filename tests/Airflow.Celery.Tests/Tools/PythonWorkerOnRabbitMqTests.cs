using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Tools;

public sealed class PythonWorkerOnRabbitMqTests(SharedRabbitMq server) : PythonWorkerContractTests, IClassFixture<SharedRabbitMq>
{
    protected override async Task<string> StartServerAsync() => (await server.StartAsync()).Url;
}
