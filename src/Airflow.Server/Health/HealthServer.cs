using System.Net;
using System.Net.Sockets;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Storage;
using Airflow.Server.Observability;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Health;

/// <summary>The small server of a scheduler: /health, and /metrics when there are some.</summary>
public sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly string host;
    private readonly int port;

    public HealthServer(WebServerOptions options, IMetadataDatabase database, IJobStore jobs, MetricsEndpoint? metrics, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        (host, port) = (options.Host, options.Port);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.TryParse(host, out var address) ? address : IPAddress.Any, port);
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new RoleHealth(database, jobs, null, options.Health, clock));
        application = builder.Build();
        application.UseRouting();
        HealthEndpoints.Map(application, hasApi: false);
        metrics?.Map(application);
    }

    /// <summary>Where it listens, once it does.</summary>
    public Uri Address => new(application.Urls.First());

    /// <exception cref="AirflowException">port_in_use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new AirflowException(
                "port_in_use", $"The health of this role cannot be served on {host}, port {port}: {exception.Message} Choose another port with [scheduler] scheduler_health_check_server_port.", exception);
        }
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
