using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Tools;

public sealed class CeleryToolsOnRedisTests(SharedRedis server) : CeleryToolsContractTests, IClassFixture<SharedRedis>
{
    protected override async Task<string> StartServerAsync() => (await server.StartAsync()).Url;
}
