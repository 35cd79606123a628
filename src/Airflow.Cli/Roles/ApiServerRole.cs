using Airflow.Engine;
using Airflow.Server;
using Airflow.Server.Health;

namespace Airflow.Cli.Roles;

/// <summary>The api-server role.</summary>
internal sealed class ApiServerRole(RoleServices services, string? host, int? port)
{
    public int Port { get; } = (port ?? services.Configuration.GetInt("api", "port")) is >= 1 and <= 65535 and var number
        ? number
        : throw new AirflowException("port_invalid", $"{port ?? services.Configuration.GetInt("api", "port")} is no port; --port and [api] port take 1 to 65535.");

    public async Task RunAsync(Action onListening, CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        var options = new WebServerOptions
        {
            Host = host ?? configuration.GetString("api", "host"),
            Port = Port,
            Health = new HealthOptions
            {
                SchedulerThreshold = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
                TriggererThreshold = configuration.GetDuration("triggerer", "triggerer_health_check_threshold"),
                DagProcessorThreshold = configuration.GetDuration("scheduler", "scheduler_health_check_threshold"),
            },
        };
        await using var server = new WebServer(options, services.Stores.Database, services.Stores.Jobs, services.Clock, services.Loggers);
        await server.StartAsync(cancellationToken);
        onListening();
        var asked = new TaskCompletionSource();
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await asked.Task;
        }

        await server.StopAsync(CancellationToken.None);
    }
}
