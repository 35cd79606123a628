using Airflow.Celery.Brokers;
using Airflow.Celery.Control;
using Airflow.Celery.Workers;
using Airflow.Cli.Commands;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Runtime.Bundles;
using Airflow.Runtime.Local;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Remote;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>A worker: takes tries from the broker's queues and runs them. What it must know, and the code of DAGs, comes from its source.</summary>
internal sealed partial class CeleryWorkerRole(WorkerSource source, CeleryWorkerSetup setup, TimeProvider clock, ILoggerFactory loggers)
{
    /// <summary>How the umask of tasks travels to their runtimes.</summary>
    private const string UmaskVariable = "_AIRFLOW_TASK_UMASK";

    /// <summary>How long one is waited for who has the name already: all of it when there is nobody.</summary>
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = loggers.CreateLogger<CeleryWorkerRole>();
    private readonly string hostname = Environment.MachineName;

    public async Task RunAsync(Action onStarted, CancellationToken cancellationToken)
    {
        var configuration = source.Configuration;
        var options = Options(configuration);
        var settings = new RuntimeSettings(configuration);
        var bundles = new BundleCache(source.Bundles, new BundleCacheOptions { Root = Path.Combine(configuration.Home, "cache", "bundles") }, clock);
        var slots = options.Autoscale?.Max ?? options.Concurrency;
        await using var telemetry = new TelemetryExport(configuration, loggers);
        await using var pool = new RuntimePool(settings.Pool(slots, bundles.Root) with { Environment = TaskEnvironment() }, clock, loggers.CreateLogger<RuntimePool>());
        var supervisor = new TaskSupervisor(pool, source.Api, source.Resources, settings.Supervisor(), clock, loggers.CreateLogger<TaskSupervisor>());
        await using var logs = await WorkerLogs.StartAsync(configuration, telemetry.Endpoint, setup.SkipServeLogs, source.Api.GetConnectionAsync, clock, loggers, cancellationToken);
        await using var runner = new TryRunner(source.Api, supervisor, FetchCodeAsync, Runner(configuration) with { KeepLog = logs.KeepLog }, clock, loggers.CreateLogger<TryRunner>());
        await using var broker = BrokerSettings.Open(configuration, clock, loggers);
        await RequireNewNameAsync(broker, options.NodeName, cancellationToken);
        await using var results = ResultBackends.Open(configuration, clock);
        await using var worker = new CeleryWorker(
            broker, new CeleryWorkloadRunner(source.Api, runner), options, clock, loggers.CreateLogger<CeleryWorker>(), results);
        var first = new WorkerRecord
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = options.NodeName,
            Hostname = hostname,
            Pid = Environment.ProcessId,
            Queues = options.Queues,
            Capacity = slots,
            Version = VersionCommand.Version,
            LogPort = logs.Port,
            Settings = SharedSettings.Of(configuration),
            StartedAt = clock.GetUtcNow(),
            LatestHeartbeat = clock.GetUtcNow(),
        };
        var load = new HostLoad();
        await using var registration = new WorkerRegistration(
            source.Report,
            () => load.AddTo(first with { Queues = worker.Queues, Capacity = worker.Capacity, Active = worker.Active, LatestHeartbeat = clock.GetUtcNow() }),
            clock,
            loggers.CreateLogger<WorkerRegistration>());
        pool.Start();
        await registration.StartAsync(cancellationToken);
        await worker.StartAsync(cancellationToken);
        onStarted();
        var asked = new TaskCompletionSource();
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await Task.WhenAny(asked.Task, worker.ShutdownRequested);
        }

        Log.Stopping(logger, options.NodeName);
        await runner.PrepareToStopAsync();
        await worker.StopAsync(null, CancellationToken.None);

        async ValueTask FetchCodeAsync(TaskWorkload workload, CancellationToken token) => await bundles.EnsureAsync(workload.BundleVersion, token);
    }

    /// <summary>Two workers of one name would answer for each other; only a name that was typed can be another's.</summary>
    private async Task RequireNewNameAsync(IBroker broker, string name, CancellationToken cancellationToken)
    {
        if (setup.Hostname is null)
        {
            return;
        }

        try
        {
            var answers = await new ControlClient(broker, clock).AskAsync(new ControlQuestion("ping"), [name], NamePatience, cancellationToken);
            if (answers.Count > 0)
            {
                throw new AirflowException("worker_name_taken", $"A worker named {name} is online already; give this one another name with -H, such as -H w2@%h.");
            }
        }
        catch (BrokerException exception) when (exception.IsTransient)
        {
            Log.NameNotChecked(logger, name, exception.Message);
        }
    }

    private IReadOnlyDictionary<string, string> TaskEnvironment() => setup.Umask is { } mask
        ? new Dictionary<string, string>(StringComparer.Ordinal) { [UmaskVariable] = Convert.ToString(mask, 8) }
        : new Dictionary<string, string>(StringComparer.Ordinal);

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
        Autoscale = setup.Autoscale ?? (configuration.Find("celery", "worker_autoscale")?.Text is { Length: > 0 } text ? AutoscaleRange.Parse(text) : null),
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

    private static partial class Log
    {
        [LoggerMessage(7202, LogLevel.Information, "Worker {Node} takes nothing new and ends when its tries have ended; a second signal ends it at once")]
        public static partial void Stopping(ILogger logger, string node);

        [LoggerMessage(7203, LogLevel.Warning, "Whether another worker is named {Node} could not be asked: {Reason}")]
        public static partial void NameNotChecked(ILogger logger, string node, string reason);
    }
}
