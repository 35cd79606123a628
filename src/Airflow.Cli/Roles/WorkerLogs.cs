using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Server.Logs;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>Serves the logs of a worker's tries to whoever shows a token for the file.</summary>
internal static partial class WorkerLogs
{
    /// <summary>null where they cannot be served: tasks run all the same, so it is said and no more.</summary>
    public static async Task<LogServer?> ServeAsync(AirflowConfiguration configuration, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger<LogServer>();
        if (TokenSettings.LogSecret(configuration) is not { Length: > 0 } secret)
        {
            Log.NoSecret(logger);
            return null;
        }

        var server = new LogServer(
            new LogServerOptions { Port = configuration.GetInt("logging", "worker_log_server_port"), Folder = configuration.GetString("logging", "base_log_folder"), Secret = secret },
            clock,
            loggers);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch (AirflowException exception)
        {
            await server.DisposeAsync();
            Log.NotServed(logger, exception.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7211, LogLevel.Warning, "The logs of this worker cannot be asked for: neither [api] secret_key nor [execution_api] join_secret is set")]
        public static partial void NoSecret(ILogger logger);

        [LoggerMessage(7212, LogLevel.Warning, "{Reason} Tasks run all the same; -s says that no logs are to be served")]
        public static partial void NotServed(ILogger logger, string reason);
    }
}
