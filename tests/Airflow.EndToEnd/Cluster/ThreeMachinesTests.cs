namespace Airflow.EndToEnd.Cluster;

/// <summary>As the guide has it: Redis and PostgreSQL.</summary>
[Collection(ThreeHosts.OneAtATime)]
public sealed class ThreeMachinesTests : ThreeMachinesGuide
{
    protected override string BrokerUrl => $"redis://{ThreeHosts.MasterAddress}:6379/0";

    protected override string DatabaseUrl => MasterServices.PostgresUrl;

    private protected override async Task StartServicesAsync(MasterServices services)
    {
        await services.PostgresAsync();
        await services.RedisAsync();
    }
}
