using System.Net;
using System.Net.Sockets;
using Airflow.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Logs;

/// <summary>Gives out the logs of a worker's tries while they run and after: GET /log/{path}, whole or from some byte on.</summary>
public sealed class LogServer : IAsyncDisposable
{
    private const string Bearer = "Bearer ";
    private readonly WebApplication application;
    private readonly LogServerOptions options;
    private readonly IReadOnlyList<LogTokens> tokens;
    private readonly string folder;

    public LogServer(LogServerOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        tokens = [.. options.Secrets.Select(secret => new LogTokens(secret, clock))];
        folder = Path.GetFullPath(options.Folder) + Path.DirectorySeparatorChar;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.TryParse(options.Host, out var address) ? address : IPAddress.Any, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        application = builder.Build();
        application.UseRouting();
        options.Metrics?.Map(application);
        application.MapMethods("/log/{**path}", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)GiveAsync);
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
                "port_in_use", $"Logs cannot be served on port {options.Port}: {exception.Message} Choose another one with [logging] worker_log_server_port.", exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task GiveAsync(HttpContext context)
    {
        var path = ((string?)context.Request.RouteValues["path"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var header = (string?)context.Request.Headers.Authorization ?? "";
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : header;
        if (!tokens.Any(one => one.Opens(token.Trim(), path)))
        {
            context.Response.StatusCode = 403;
            return;
        }

        if (FileOf(path) is not { } file)
        {
            context.Response.StatusCode = 404;
            return;
        }

        await TypedResults.PhysicalFile(file, "text/plain; charset=utf-8", enableRangeProcessing: true).ExecuteAsync(context);
    }

    /// <summary>The file, if it is one and lies in the log folder even after its links are followed.</summary>
    private string? FileOf(string path)
    {
        var file = Path.GetFullPath(Path.Combine(folder, path));
        if (!file.StartsWith(folder, StringComparison.Ordinal) || !File.Exists(file))
        {
            return null;
        }

        var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        return target.StartsWith(folder, StringComparison.Ordinal) ? target : null;
    }
}
