using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Tools;

public sealed class FlowerOnRedisTests(SharedRedis server, RealFlower flower) : FlowerContractTests(flower), IClassFixture<SharedRedis>, IClassFixture<RealFlower>
{
    protected override async Task<string> StartServerAsync() => (await server.StartAsync()).Url;
}
