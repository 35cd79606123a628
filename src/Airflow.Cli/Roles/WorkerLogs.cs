namespace Airflow.Cli.Roles;

using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;
using Airflow.Server.Logs;
using Airflow.Server.Observability;
using Microsoft.Extensions.Logging;

/// <summary>What becomes of a worker's logs: they are given out over HTTP, and brought to the remote store if there is one.</summary>
internal sealed partial class WorkerLogs : IAsyncDisposable
{
    private readonly LogServer? _server;
    private readonly LogUploader? _uploader;

    private WorkerLogs(LogServer? server, LogUploader? uploader)
    {
        _server = server;
        _uploader = uploader;
    }

    /// <summary>Where logs are given out; null when they are not.</summary>
    public int? Port => _server?.Address.Port;

    public Func<string, CancellationToken, ValueTask>? KeepLog => _uploader is null ? null : _uploader.AddAsync;

    public static async Task<WorkerLogs> StartAsync(
        AirflowConfiguration configuration,
        MetricsEndpoint? metrics,
        bool skipsServer,
        Func<string, CancellationToken, Task<Connection?>> findConnection,
        TimeProvider clock,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var store = LogSettings.OpenStore(configuration, findConnection);
        var server = skipsServer ? null : await ServeAsync(configuration, metrics, clock, loggers, cancellationToken);
        return new WorkerLogs(server, store is null ? null : Uploader(store, configuration, clock, loggers));
    }

    /// <summary>Null when another worker of this host has the port already: that one gives out the logs of both when they share a folder.</summary>
    private static async Task<LogServer?> ServeAsync(
        AirflowConfiguration configuration, MetricsEndpoint? metrics, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger<WorkerLogs>();
        var options = LogSettings.Serving(configuration) with { Metrics = metrics };
        if (options.Secrets.Count == 0)
        {
            Log.NoSecret(logger);
            return null;
        }

        var server = new LogServer(options, clock, loggers);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch (AirflowException exception)
        {
            Log.NotServed(logger, exception.Message);
            await server.DisposeAsync();
            return null;
        }
    }

    public static LogUploader Uploader(IRemoteLogStore store, AirflowConfiguration configuration, TimeProvider clock, ILoggerFactory loggers) => new(
        store,
        new LogUploaderOptions
        {
            Folder = configuration.GetString("logging", "base_log_folder"),
            DeletesLocal = configuration.GetBool("logging", "delete_local_logs"),
        },
        clock,
        loggers.CreateLogger<LogUploader>());

    public async ValueTask DisposeAsync()
    {
        await (_uploader?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static partial class Log
    {
        [LoggerMessage(7211, LogLevel.Warning, "The logs of this worker cannot be asked for: neither [api] secret_key nor [execution_api] join_secret is set")]
        public static partial void NoSecret(ILogger logger);

        [LoggerMessage(7212, LogLevel.Warning, "{Reason} Tasks run all the same; -s says that no logs are to be served")]
        public static partial void NotServed(ILogger logger, string reason);
    }
}
