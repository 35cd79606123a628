namespace Airflow.EndToEnd.Cluster;

/// <summary>With RabbitMQ and MariaDB.</summary>
[Collection(ThreeHosts.OneAtATime)]
public sealed class ThreeMachinesOnRabbitMqTests : ThreeMachinesGuide
{
    protected override string BrokerUrl => $"amqp://guide:guide-pw@{ThreeHosts.MasterAddress}:5672//";

    protected override string DatabaseUrl => $"mysql+mysqldb://{MasterServices.User}:{MasterServices.Password}@{ThreeHosts.MasterAddress}:3306/{MasterServices.Database}";

    private protected override async Task StartServicesAsync(MasterServices services)
    {
        await services.MariaDbAsync(MasterServices.Database, MasterServices.User, MasterServices.Password);
        await services.RabbitMqAsync("guide", "guide-pw");
    }
}
