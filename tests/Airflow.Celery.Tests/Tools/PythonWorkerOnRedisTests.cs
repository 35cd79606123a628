using Airflow.Celery.Tests.Brokers;

namespace Airflow.Celery.Tests.Tools;

public sealed class PythonWorkerOnRedisTests(SharedRedis server) : PythonWorkerContractTests, IClassFixture<SharedRedis>
{
    protected override async Task<string> StartServerAsync() => (await server.StartAsync()).Url;
}
