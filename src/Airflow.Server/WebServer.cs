using System.Net;
using System.Net.Sockets;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Storage;
using Airflow.Server.Api;
using Airflow.Server.Api.Auth.Oidc;
using Airflow.Server.Execution;
using Airflow.Server.Execution.Remote;
using Airflow.Server.Health;
using Airflow.Server.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Server;

/// <summary>The api-server role: Kestrel with our endpoints.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly WebServerOptions options;

    public WebServer(WebServerOptions options, IMetadataDatabase database, IJobStore jobs, TimeProvider clock, ILoggerFactory loggers, WebServerParts? parts = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(AddressOf(options.Host), options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new RoleHealth(database, jobs, parts?.Queues, options.Health, clock));
        var hasOtherOrigins = parts?.Api is { } people && CrossOrigin.IsSet(people.Configuration);
        if (hasOtherOrigins)
        {
            CrossOrigin.Add(builder.Services, parts!.Api!.Configuration);
        }

        application = builder.Build();
        application.Use(SlashedPath.OpenAsync);
        application.UseRouting();
        if (hasOtherOrigins)
        {
            CrossOrigin.Use(application);
        }

        HealthEndpoints.Map(application, parts?.Api is not null);
        parts?.Metrics?.Map(application);
        if (parts?.Execution is { } execution)
        {
            ExecutionEndpoints.Map(application, execution);
        }

        if (parts?.Workers is { } workers)
        {
            WorkerEndpoints.Map(application, workers);
        }

        if (parts?.Api is { } api)
        {
            ApiEndpoints.Map(application, api, loggers);
            OidcEndpoints.Map(application, api, loggers.CreateLogger("Airflow.Server.Api.Auth"));
            PageEndpoints.Map(application, parts.PagesFolder, Api.Ui.PageTheme.IconOrigins(api.Configuration));
        }
    }

    /// <summary>Where it listens, once it does: useful where the port was left to the system.</summary>
    public Uri Address => new(application.Urls.First());

    /// <summary>Listens, or says which port is taken.</summary>
    /// <exception cref="AirflowException">port_in_use, address_not_available.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            throw new AirflowException(
                "port_in_use",
                $"Port {options.Port} on {options.Host} is taken by another process; stop that one, or choose another port with --port or [api] port.",
                exception);
        }
        catch (SocketException exception)
        {
            throw new AirflowException(
                "address_not_available",
                $"Nothing can listen on {options.Host}, port {options.Port}: {exception.Message}. Choose an address of this machine with --host or [api] host, and a port that you may use.",
                exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "" or "*" => IPAddress.Any,
        _ => IPAddress.TryParse(host, out var address)
            ? address
            : throw new AirflowException("bad_host", $"[api] host is '{host}', which is no IP address; use 0.0.0.0 for all, or 127.0.0.1 for this machine only."),
    };
}
