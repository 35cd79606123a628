using Airflow.Cli.Commands;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution.Remote;
using Airflow.Runtime.Remote;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>A worker without a database: it joins an api-server and asks that for everything.</summary>
internal sealed partial class ApiServerSource(AirflowConfiguration own, TimeProvider clock, ILogger logger)
{
    private const string DefaultServer = "http://localhost:8080";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HttpSecond = TimeSpan.FromSeconds(1);

    /// <summary>Joins, waiting for an api-server that is not there yet, and completes this host's settings by those of the server.</summary>
    public async Task<WorkerSource> JoinAsync(CancellationToken cancellationToken)
    {
        var connection = new RemoteConnection(Options(), clock, new Random());
        try
        {
            var settings = await InsistAsync(connection, cancellationToken);
            var api = new HttpExecutionApi(connection, clock);
            return new WorkerSource(connection)
            {
                Configuration = new AirflowConfiguration(SharedSettings.Complete(own, settings)),
                Api = api,
                Resources = RemoteResources.Of(connection),
                Bundles = new RemoteBundleSource(connection),
                Report = (worker, token) => connection.CallAsync(RemoteCalls.ReportWorker, worker, token),
            };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> InsistAsync(RemoteConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await connection.JoinAsync(cancellationToken)).Settings;
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Log.Waiting(logger, exception.Message);
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    private RemoteOptions Options() => new()
    {
        Server = ServerOf(own),
        JoinSecret = TokenSettings.JoinSecret(own),
        Hostname = Environment.MachineName,
        Version = VersionCommand.Version,
        Settings = SharedSettings.Of(own),
        OnServerTime = SetClock,
    };

    /// <summary>HTTP's time is up to a second old: half a second is added, and it counts for no more than it can tell.</summary>
    private void SetClock(DateTimeOffset time, long asked) => (clock as SharedClock)?.Set(time + (HttpSecond / 2), SharedClock.Tolerance + HttpSecond, asked);

    /// <summary>[core] execution_api_server_url, else what [api] base_url names, else this host.</summary>
    private static Uri ServerOf(AirflowConfiguration configuration)
    {
        var text = configuration.Find("core", "execution_api_server_url")?.Text is { Length: > 0 } url ? url
            : configuration.Find("api", "base_url")?.Text is { Length: > 0 } site ? site : DefaultServer;
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new AirflowException("config_invalid", $"[core] execution_api_server_url is '{text}'; an address such as http://master:8080/execution/ is expected.");
    }

    private static partial class Log
    {
        [LoggerMessage(7201, LogLevel.Warning, "The worker waits for its api-server: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
