using Airflow.Celery.Control;
using Airflow.Cli.Commands;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Remote;
using Airflow.Runtime.Deploying;
using Airflow.Server;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Events;
using Airflow.Server.Execution;
using Airflow.Server.Execution.Remote;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The api-server role.</summary>
internal sealed partial class ApiServerRole(RoleServices services, string? host, int? port, ApiServerApps apps = ApiServerApps.All)
{
    public int Port { get; } = (port ?? services.Configuration.GetInt("api", "port")) is >= 1 and <= 65535 and var number
        ? number
        : throw new AirflowException("port_invalid", $"{port ?? services.Configuration.GetInt("api", "port")} is no port; --port and [api] port take 1 to 65535.");

    /// <summary>Whether the other roles are in this process, too.</summary>
    public bool IsStandalone { get; init; }

    /// <summary>Tells the passwords that the simple auth manager made, once.</summary>
    public Action<string> Tell { get; init; } = static _ => { };

    public async Task RunAsync(Action onListening, CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        var options = new WebServerOptions
        {
            Host = host ?? configuration.GetString("api", "host"),
            Port = Port,
            Health = HealthSettings.Of(configuration),
        };
        if (apps.HasFlag(ApiServerApps.Execution) && !TokenSettings.IsShared(configuration))
        {
            Log.NoSharedKey(services.Loggers.CreateLogger<ApiServerRole>());
        }

        await using var events = new EventHub(services.Stores.Changes, services.Stores.Workers, services.Clock);
        await using var listener = services.Listen(events.Wake);
        await using var broker = ExecutorName.Of(configuration) == ExecutorName.Celery ? BrokerSettings.Open(configuration, services.Clock, services.Loggers) : null;
        using var deployer = configuration.GetBool("api", "enable_deploy") ? new DagProcessorRole(services, IsStandalone).CreateDeployer() : null;
        var parts = Parts(events, broker is null ? null : new WorkerControl(broker, services.Clock), deployer);
        await using var server = new WebServer(options, services.Stores.Database, services.Stores.Jobs, services.Clock, services.Loggers, parts);
        await server.StartAsync(cancellationToken);
        await TellPasswordsAsync(parts, cancellationToken);
        onListening();
        var asked = new TaskCompletionSource();
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await asked.Task;
        }

        await server.StopAsync(CancellationToken.None);
    }

    private async Task TellPasswordsAsync(WebServerParts parts, CancellationToken cancellationToken)
    {
        if (parts.Api?.Auth is SimpleUsers users)
        {
            foreach (var (name, password) in await users.GeneratePasswordsAsync(cancellationToken))
            {
                Tell($"Password of user '{name}', made by the simple auth manager: {password}");
            }
        }
    }

    /// <summary>The apps that --apps names.</summary>
    public static ApiServerApps ParseApps(string names)
    {
        var apps = ApiServerApps.None;
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            apps |= name switch
            {
                "all" => ApiServerApps.All,
                "core" => ApiServerApps.Core,
                "execution" => ApiServerApps.Execution,
                _ => throw new AirflowException("apps_invalid", $"--apps takes core, execution and all, separated by commas, not '{name}'."),
            };
        }

        return apps == ApiServerApps.None ? ApiServerApps.All : apps;
    }

    private WebServerParts Parts(EventHub events, WorkerControl? workers, DagDeployer? deployer)
    {
        var execution = apps.HasFlag(ApiServerApps.Execution) ? Execution() : null;
        return new WebServerParts
        {
            Api = apps.HasFlag(ApiServerApps.Core) ? RestSettings.Of(services, events, workers, deployer) : null,
            Execution = execution,
            Workers = execution is null ? null : Workers(execution),
            Queues = Queues(),
            Metrics = services.Metrics,
        };
    }

    private WorkerQueues? Queues() =>
        ExecutorName.Of(services.Configuration) == ExecutorName.Celery ? new WorkerQueues(services.Stores.Workers, services.Clock) : null;

    private WorkerServices Workers(ExecutionServices execution) => new()
    {
        Execution = execution,
        Bundles = services.Stores.Bundles,
        Store = services.Stores.Workers,
        Join = TokenSettings.ForJoining(services.Configuration, services.Clock),
        Settings = () => SharedSettings.Of(services.Configuration),
        Version = VersionCommand.Version,
        OnJoined = Joined,
    };

    private void Joined(JoinRequest request, JoinAnswer answer)
    {
        var logger = services.Loggers.CreateLogger<ApiServerRole>();
        Log.Joined(logger, request.Hostname, request.Version);
        if (request.Version != answer.Version)
        {
            Log.OtherRelease(logger, request.Hostname, request.Version, answer.Version);
        }

        foreach (var (option, value) in answer.Differences)
        {
            Log.OtherSetting(logger, request.Hostname, option, request.Settings[option], value);
        }
    }

    private ExecutionServices Execution() => new()
    {
        Api = new LocalExecutionApi(services.SchedulerStores, services.Secrets, services.Versions, services.Clock) { Wake = services.Wake },
        Stores = services.SchedulerStores,
        Resources = services.TaskResources,
        Versions = services.Versions,
        Tokens = TokenSettings.ForTries(services.Configuration, services.Clock),
        Wake = services.Wake,
        Clock = services.Clock,
        MaxMapLength = services.Configuration.GetInt("core", "max_map_length"),
    };

    private static partial class Log
    {
        [LoggerMessage(7101, LogLevel.Warning, "Neither [api_auth] jwt_secret nor [core] fernet_key is set: tokens of tasks are good for this process only")]
        public static partial void NoSharedKey(ILogger logger);

        [LoggerMessage(7102, LogLevel.Information, "The worker on {Hostname} joined (release {Version})")]
        public static partial void Joined(ILogger logger, string hostname, string version);

        [LoggerMessage(7103, LogLevel.Warning, "The worker on {Hostname} is of release {Version}, this api-server of release {Own}; install the same on both")]
        public static partial void OtherRelease(ILogger logger, string hostname, string version, string own);

        [LoggerMessage(7104, LogLevel.Warning, "The worker on {Hostname} sets {Option} to '{Value}'; here it is '{Own}'")]
        public static partial void OtherSetting(ILogger logger, string hostname, string option, string value, string own);
    }
}
