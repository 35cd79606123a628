using System.Globalization;
using Airflow.Celery.Workers;
using Airflow.Cli.Commands;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Execution;
using Airflow.Runtime.Bundles;
using Airflow.Runtime.Local;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Remote;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>
/// A worker: takes tries from the broker's queues and runs them. It has no database; what it must know, and the code of DAGs, it asks the
/// api-server for.
/// </summary>
internal sealed partial class CeleryWorkerRole(AirflowConfiguration own, CeleryWorkerSetup setup, TimeProvider clock, ILoggerFactory loggers)
{
    private const string DefaultServer = "http://localhost:8080";
    private static readonly TimeSpan LastReports = TimeSpan.FromSeconds(5);
    private readonly ILogger logger = loggers.CreateLogger<CeleryWorkerRole>();
    private readonly string hostname = Environment.MachineName;

    public async Task RunAsync(Action onStarted, CancellationToken cancellationToken)
    {
        using var connection = new RemoteConnection(Remote(), clock, new Random());
        var configuration = await JoinAsync(connection, cancellationToken);
        var options = Options(configuration);
        var settings = new RuntimeSettings(configuration);
        var bundles = new BundleCache(
            new RemoteBundleSource(connection), new BundleCacheOptions { Root = Path.Combine(configuration.Home, "cache", "bundles") }, clock);
        var api = new HttpExecutionApi(connection, clock);
        var slots = options.Autoscale?.Max ?? options.Concurrency;
        await using var pool = new RuntimePool(settings.Pool(slots, bundles.Root), clock, loggers.CreateLogger<RuntimePool>());
        var supervisor = new TaskSupervisor(pool, api, RemoteResources.Of(connection), settings.Supervisor(), clock, loggers.CreateLogger<TaskSupervisor>());
        await using var runner = new TryRunner(api, supervisor, FetchCodeAsync, Runner(configuration), clock, loggers.CreateLogger<TryRunner>());
        await using var broker = BrokerSettings.Open(configuration, clock, loggers);
        await using var worker = new CeleryWorker(broker, new CeleryWorkloadRunner(api, runner), options, clock, loggers.CreateLogger<CeleryWorker>());
        pool.Start();
        await worker.StartAsync(cancellationToken);
        onStarted();
        var asked = new TaskCompletionSource();
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await Task.WhenAny(asked.Task, worker.ShutdownRequested);
        }

        Log.Stopping(logger, options.NodeName);
        await worker.StopAsync(null, CancellationToken.None);

        async ValueTask FetchCodeAsync(TaskWorkload workload, CancellationToken token) => await bundles.EnsureAsync(workload.BundleVersion, token);
    }

    /// <summary>Joins, waiting for an api-server that is not there yet, and completes this host's settings by those of the server.</summary>
    private async Task<AirflowConfiguration> JoinAsync(RemoteConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await connection.JoinAsync(cancellationToken);
                return new AirflowConfiguration(SharedSettings.Complete(own, answer.Settings));
            }
            catch (AirflowException exception) when (exception.IsTransient)
            {
                Log.Waiting(logger, exception.Message);
                await Task.Delay(LastReports, clock, cancellationToken);
            }
        }
    }

    private RemoteOptions Remote() => new()
    {
        Server = ServerOf(own),
        JoinSecret = TokenSettings.JoinSecret(own),
        Hostname = hostname,
        Version = VersionCommand.Version,
        Settings = SharedSettings.Of(own),
    };

    /// <summary>[core] execution_api_server_url, else what [api] base_url names, else this host.</summary>
    private static Uri ServerOf(AirflowConfiguration configuration)
    {
        var text = configuration.Find("core", "execution_api_server_url")?.Text is { Length: > 0 } url ? url
            : configuration.Find("api", "base_url")?.Text is { Length: > 0 } site ? site : DefaultServer;
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new AirflowException("config_invalid", $"[core] execution_api_server_url is '{text}'; an address such as http://master:8080/execution/ is expected.");
    }

    private TryRunnerOptions Runner(AirflowConfiguration configuration) => new()
    {
        Executor = "CeleryExecutor",
        LogFolder = configuration.GetString("logging", "base_log_folder"),
        Hostname = hostname,
        HeartbeatInterval = configuration.GetDuration("scheduler", "task_instance_heartbeat_sec") is var beat && beat > TimeSpan.Zero ? beat : TimeSpan.FromSeconds(5),
    };

    private CeleryWorkerOptions Options(AirflowConfiguration configuration) => new()
    {
        NodeName = NodeName(setup.Hostname),
        Queues = Queues(setup.Queues ?? configuration.GetString("operators", "default_queue")),
        Concurrency = setup.Concurrency ?? configuration.GetInt("celery", "worker_concurrency"),
        Autoscale = (setup.Autoscale ?? configuration.Find("celery", "worker_autoscale")?.Text) is { Length: > 0 } text ? Scale(text) : null,
        HasMingle = !setup.WithoutMingle,
        IsControlled = configuration.GetBool("celery", "worker_enable_remote_control"),
        Version = VersionCommand.Version,
        Configuration = SharedSettings.Of(configuration),
    };

    private static IReadOnlyList<string> Queues(string text)
    {
        string[] queues = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return queues.Length > 0 ? queues : throw new AirflowException("queues_invalid", $"-q takes the names of queues, separated by commas, not '{text}'.");
    }

    /// <summary>As in Celery: name@host, where %h is the host's name, %n what is before its first dot and %d what is after it.</summary>
    private string NodeName(string? typed)
    {
        var (first, rest) = hostname.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (hostname[..dot], hostname[(dot + 1)..]) : (hostname, "");
        var name = (typed ?? hostname).Replace("%h", hostname, StringComparison.Ordinal).Replace("%n", first, StringComparison.Ordinal).Replace("%d", rest, StringComparison.Ordinal);
        return name.Contains('@', StringComparison.Ordinal) ? name : $"celery@{name}";
    }

    private static (int Max, int Min) Scale(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var max) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var min)
            && min >= 0 && max >= Math.Max(min, 1)
            ? (max, min)
            : throw new AirflowException("autoscale_invalid", $"--autoscale takes max,min such as 10,3, not '{text}'.");
    }

    private static partial class Log
    {
        [LoggerMessage(7201, LogLevel.Warning, "The worker waits for its api-server: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);

        [LoggerMessage(7202, LogLevel.Information, "Worker {Node} takes nothing new and ends when its tries have ended; a second signal ends it at once")]
        public static partial void Stopping(ILogger logger, string node);
    }
}
