namespace Airflow.Cli.Roles;

using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;
using Airflow.Server.Logs;

/// <summary>Where logs are given out, kept and looked for, as [logging] says.</summary>
internal static class LogSettings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks workers for logs; gives up on a host that is not there before whoever waits does.</summary>
    public static HttpClient Client() =>
        new(new SocketsHttpHandler { ConnectTimeout = Patience, UseProxy = false }) { Timeout = TimeSpan.FromMinutes(1) };

    public static TryLogsOptions Reading(AirflowConfiguration configuration) => new()
    {
        Folder = configuration.GetString("logging", "base_log_folder"),
        Hostname = Environment.MachineName,
        WorkerPort = configuration.GetInt("logging", "worker_log_server_port"),
        Secret = TokenSettings.LogSecret(configuration),
        WorkerSecret = TokenSettings.JoinSecret(configuration),
    };

    public static LogServerOptions Serving(AirflowConfiguration configuration) => new()
    {
        Port = configuration.GetInt("logging", "worker_log_server_port"),
        Folder = configuration.GetString("logging", "base_log_folder"),
        Secrets = [.. new[] { TokenSettings.JoinSecret(configuration), TokenSettings.LogSecret(configuration) }.Where(static secret => secret.Length > 0).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>The remote store; null when [logging] remote_logging is off.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="findConnection">Finds the connection that remote_log_conn_id names.</param>
    public static IRemoteLogStore? OpenStore(AirflowConfiguration configuration, Func<string, CancellationToken, Task<Connection?>> findConnection) =>
        configuration.GetBool("logging", "remote_logging")
            ? RemoteLogStores.Open(
                new RemoteLogOptions
                {
                    Folder = configuration.Find("logging", "remote_base_log_folder")?.Text ?? "",
                    ConnectionId = configuration.Find("logging", "remote_log_conn_id")?.Text is { Length: > 0 } id ? id : null,
                    IsEncrypted = configuration.GetBool("logging", "encrypt_s3_logs"),
                },
                findConnection)
            : null;
}
