using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Tools;

public sealed class FlowerOnRabbitMqTests(SharedRabbitMq server, RealFlower flower) : FlowerContractTests(flower), IClassFixture<SharedRabbitMq>, IClassFixture<RealFlower>
{
    protected override async Task<string> StartServerAsync() => (await server.StartAsync()).Url;
}
