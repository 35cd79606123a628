using System.Globalization;
using Airflow.Celery.Brokers;
using Airflow.Celery.Execution;
using Airflow.Engine.Changes;
using Airflow.Engine;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Callbacks;
using Airflow.Runtime.Local;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Supervision;
using Airflow.Engine.Telemetry;
using Airflow.Server;
using Airflow.Server.Health;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The scheduler role with its executor: LocalExecutor and SequentialExecutor run tries in this process' runtimes, CeleryExecutor hands them to workers.</summary>
internal sealed class SchedulerRole(RoleServices services)
{
    /// <summary>How long running tries may go on when the process is asked to stop.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LostHintInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long the scheduler rests at most while tries stand in line for workers.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(SchedulerRunLimit limit, Action onStarted, CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        var asked = new TaskCompletionSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = new RuntimeSettings(configuration);
        var scheduling = SchedulerOptions();
        // with room of their own: a machine full of long tasks does not hold back the news that one has failed
        var callbacks = new CallbackOptions { Owner = scheduling.Owner, IsDead = IsDead };
        await using var pool = new RuntimePool(settings.Pool((IsCelery ? 0 : ExecutorOptions().Parallelism) + callbacks.Slots, services.Bundles.Root) with { Environment = services.ChildEnvironment }, services.Clock, services.Loggers.CreateLogger<RuntimePool>());
        var api = new LocalExecutionApi(services.SchedulerStores, services.Secrets, services.Versions, services.Clock);
        var supervisor = new TaskSupervisor(pool, api, services.TaskResources, settings.Supervisor(), services.Clock, services.Loggers.CreateLogger<TaskSupervisor>());
        await using var broker = IsCelery ? BrokerSettings.Open(configuration, services.Clock, services.Loggers) : null;
        await using var uploader = !IsCelery && LogSettings.OpenStore(configuration, api.GetConnectionAsync) is { } store
            ? WorkerLogs.Uploader(store, configuration, services.Clock, services.Loggers)
            : null;
        await using IExecutor executor = broker is null
            ? new LocalExecutor(api, supervisor, FetchCodeAsync, ExecutorOptions() with { KeepLog = uploader is null ? null : uploader.AddAsync }, services.Clock, services.Loggers.CreateLogger<LocalExecutor>())
            : new CeleryExecutor(broker, CeleryOptions(), services.Clock, services.Loggers.CreateLogger<CeleryExecutor>());
        var dispatcher = new CallbackDispatcher(
            services.Stores.Callbacks, CallbackRunner(pool, api, settings), callbacks, services.Clock, services.Loggers.CreateLogger<CallbackDispatcher>());
        await using var timetables = TimetableProcesses.Of(services);
        scheduling = scheduling with { LongestRest = IsCelery ? LongestRest : TimeSpan.Zero, CodeTimetables = timetables, OnStarted = started.SetResult, OnPass = runs => limit.Count(runs, asked), OnCallbacks = dispatcher.Wake };
        await using var scheduler = new RunScheduler(
            services.SchedulerStores, services.Versions, executor, scheduling, services.Clock, services.Loggers.CreateLogger<RunScheduler>());
        api.Scheduler = scheduler;
        await using var listener = services.Listen(topic => Hear(scheduler, topic));
        pool.Start();

        using var schedulerStop = new CancellationTokenSource();
        using var dispatcherStop = new CancellationTokenSource();
        var dispatched = dispatcher.RunAsync(dispatcherStop.Token);
        var scheduled = scheduler.RunAsync(schedulerStop.Token);
        var watched = broker is null ? Task.CompletedTask : WatchQueuesAsync(broker, dispatcherStop.Token);
        var reported = new GaugeReporter(
            services.SchedulerStores, executor.Name, executor.Parallelism, configuration.GetDuration("scheduler", "pool_metrics_interval"), services.Clock).RunAsync(dispatcherStop.Token);
        await using var health = await ServeHealthAsync(cancellationToken);
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            if (await Task.WhenAny(started.Task, scheduled, dispatched, asked.Task) == started.Task)
            {
                onStarted();
            }

            await Task.WhenAny(scheduled, dispatched, asked.Task);
        }

        // the scheduler goes on while the executor ends: what becomes of the last tries is still to be stored
        await executor.StopAsync(StopGrace, CancellationToken.None);
        await schedulerStop.CancelAsync();
        await scheduled;
        // its runs are free now: the other schedulers need not wait for their next poll
        services.Wake.Wake("runs");
        await dispatcherStop.CancelAsync();
        await dispatched;
        await watched;
        await reported;
    }

    /// <summary>That something changed is news for those who show it: the scheduler has done it itself, or is told of it by another name.</summary>
    private static void Hear(RunScheduler scheduler, string topic)
    {
        if (topic != AnnouncingStateWriter.Topic)
        {
            scheduler.Wake(topic);
        }
    }

    /// <summary>The scheduler's own health page, where [scheduler] enable_health_check asks for it.</summary>
    private async Task<HealthServer?> ServeHealthAsync(CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        if (!configuration.GetBool("scheduler", "enable_health_check"))
        {
            return null;
        }

        var options = new WebServerOptions
        {
            Host = configuration.GetString("scheduler", "scheduler_health_check_server_host"),
            Port = configuration.GetInt("scheduler", "scheduler_health_check_server_port"),
            Health = HealthSettings.Of(configuration),
        };
        var server = new HealthServer(options, services.Stores.Database, services.Stores.Jobs, services.Metrics, services.Clock, services.Loggers);
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Only Celery's tries wait on queues that somebody has to serve.</summary>
    private Task WatchQueuesAsync(IBroker broker, CancellationToken cancellationToken) => new UnservedQueueWatch(
        new WorkerQueues(services.Stores.Workers, services.Clock),
        services.Clock,
        services.Loggers.CreateLogger<UnservedQueueWatch>(),
        new BrokerWorkers(broker, services.Stores.Workers, services.Clock).RefreshAsync).RunAsync(cancellationToken);

    /// <summary>What runs callbacks has a supervisor of its own: its sessions are no tries that a heartbeat could find to be over.</summary>
    private CallbackRunner CallbackRunner(RuntimePool pool, LocalExecutionApi api, RuntimeSettings settings) => new(
        new TaskSupervisor(pool, api, services.TaskResources, settings.Supervisor(), services.Clock, services.Loggers.CreateLogger<TaskSupervisor>()),
        api,
        FetchCodeAsync,
        new CallbackRunnerOptions
        {
            LogFolder = services.LogFolder,
            ReceiptFolder = Path.Combine(services.CacheFolder, "callbacks"),
            Timeout = services.Configuration.GetDuration("scheduler", "callback_timeout"),
        });

    /// <summary>An owner is named host:pid:id.</summary>
    private bool IsDead(string owner) =>
        owner.Split(':') is [.. var host, var pid, _] && string.Join(':', host) == services.Hostname
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var id) && !ProcessProbe.IsAlive(id);

    private async ValueTask FetchCodeAsync(TaskWorkload workload, CancellationToken cancellationToken) =>
        await services.Bundles.EnsureAsync(workload.BundleVersion, cancellationToken);

    private bool IsCelery => ExecutorName.Of(services.Configuration) == ExecutorName.Celery;

    private int Parallelism => services.Configuration.GetInt("core", "parallelism") is > 0 and var slots ? slots : 32;

    private CeleryExecutorOptions CeleryOptions()
    {
        var tokens = TokenSettings.ForTries(services.Configuration, services.Clock);
        return new CeleryExecutorOptions
        {
            Hostname = services.Hostname,
            Parallelism = Parallelism,
            IssueToken = workload => tokens.ForWorkload(workload.Id),
            FindQueued = async (ids, cancellationToken) =>
                [.. (await services.Stores.TaskInstances.ListAsync(ids, cancellationToken)).Where(static row => row.State == TaskState.Queued).Select(static row => row.Id)],
        };
    }

    private LocalExecutorOptions ExecutorOptions()
    {
        var name = ExecutorName.Of(services.Configuration);
        return new LocalExecutorOptions
        {
            Name = name,
            Parallelism = name switch
            {
                "SequentialExecutor" => 1,
                "LocalExecutor" => Parallelism,
                _ => throw new AirflowException(
                    "executor_unknown", $"[core] executor is '{name}'; this version runs CeleryExecutor, LocalExecutor and SequentialExecutor. Change it in airflow.cfg or AIRFLOW__CORE__EXECUTOR."),
            },
            LogFolder = services.LogFolder,
            Hostname = services.Hostname,
            HeartbeatInterval = services.Configuration.GetDuration("scheduler", "task_instance_heartbeat_sec") is var beat && beat > TimeSpan.Zero ? beat : TimeSpan.FromSeconds(5),
        };
    }

    /// <summary>Tries of workers end in other processes: how long the end of one may go unnoticed when its hint was lost.</summary>
    private TimeSpan CheckInterval()
    {
        var interval = services.Configuration.GetDuration("scheduler", "task_instance_heartbeat_timeout_detection_interval");
        return IsCelery && interval > LostHintInterval ? LostHintInterval : interval;
    }

    private SchedulerOptions SchedulerOptions() => new()
    {
        Owner = $"{services.Hostname}:{Environment.ProcessId}:{Guid.CreateVersion7(services.Clock.GetUtcNow()):N}",
        Hostname = services.Hostname,
        UnixName = Environment.UserName,
        Pid = Environment.ProcessId,
        IsAlive = ProcessProbe.IsAlive,
        RunsTries = !IsCelery,
        JobHeartbeat = services.Configuration.GetDuration("scheduler", "job_heartbeat_sec"),
        TaskHeartbeatTimeout = services.Configuration.GetDuration("scheduler", "task_instance_heartbeat_timeout"),
        TaskHeartbeatCheckInterval = CheckInterval(),
        TaskQueuedTimeout = services.Configuration.GetDuration("scheduler", "task_queued_timeout"),
    };
}
