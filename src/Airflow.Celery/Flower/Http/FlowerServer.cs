using System.Net;
using System.Net.Sockets;
using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Celery.Flower.Pages;
using Airflow.Celery.Flower.State;
using Airflow.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Celery.Flower.Http;

/// <summary>The monitor of a Celery cluster: Flower's pages and API, for workers of ours and of Python alike.</summary>
public sealed class FlowerServer : IAsyncDisposable
{
    private readonly FlowerOptions options;
    private readonly WebApplication application;
    private readonly ClusterModel model;
    private readonly IBroker broker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private ClusterWatch? watch;

    public FlowerServer(IBroker broker, FlowerOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.broker = broker;
        this.options = options;
        this.clock = clock;
        logger = loggers.CreateLogger<FlowerServer>();
        var control = new ControlClient(broker, clock);
        model = new ClusterModel(
            control, new ClusterState(options.MaxTasks, options.MaxWorkers, clock), new Inspector(control, options.InspectTimeout, clock), new FlowerMetrics(FlowerMetrics.DefaultBuckets));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Listen(AddressOf(options.Host), options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, FlowerLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        application = builder.Build();
        Map();
    }

    /// <summary>Where it listens, once it does.</summary>
    public Uri Address => new(application.Urls.First());

    /// <summary>Listens, and begins to follow the cluster; a broker that is away is waited for in the background.</summary>
    /// <exception cref="AirflowException">port_in_use, address_not_available.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            throw new AirflowException("port_in_use", $"Port {options.Port} on {options.Host} is taken by another process; choose another with --port or [celery] flower_port.", exception);
        }
        catch (SocketException exception)
        {
            throw new AirflowException(
                "address_not_available", $"Nothing can listen on {options.Host}, port {options.Port}: {exception.Message}. Choose another address with --hostname or [celery] flower_host.", exception);
        }

        watch = new ClusterWatch(broker, model, options, clock, logger);
    }

    /// <summary>Completes when events that are sent from now on are seen.</summary>
    internal Task FollowingAsync() => watch?.Ready ?? throw new InvalidOperationException("The monitor has not been started.");

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        // pages that listen, and calls that wait, would hold the server up
        await stopping.CancelAsync();
        if (watch is { } running)
        {
            watch = null;
            await running.DisposeAsync();
        }

        await application.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        stopping.Dispose();
    }

    private void Map()
    {
        var gate = new FlowerGate(options);
        if (options.UrlPrefix.Trim('/') is { Length: > 0 } prefix)
        {
            application.UsePathBase($"/{prefix}");
        }

        application.Use(gate.GuardAsync);
        application.UseRouting();
        application.MapGet("/healthcheck", (RequestDelegate)(static context => Answers.TextAsync(context, 200, "OK")));
        application.MapGet("/metrics", (RequestDelegate)(context => Answers.TextAsync(context, 200, model.Metrics.Render(), "text/plain; version=0.0.4; charset=utf-8")));
        var commands = new WorkerCommands(model);
        new WorkersApi(model, commands, clock).Map(application);
        new TasksApi(model, commands, broker, options, clock, stopping.Token).Map(application);
        new PageRoutes(model, commands, broker, gate, options, clock, stopping.Token).Map(application);
    }

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "" or "*" => IPAddress.Any,
        _ => IPAddress.TryParse(host, out var address)
            ? address
            : throw new AirflowException("bad_host", $"--hostname and [celery] flower_host take an IP address, not '{host}'; 0.0.0.0 is all, 127.0.0.1 this machine only."),
    };
}
