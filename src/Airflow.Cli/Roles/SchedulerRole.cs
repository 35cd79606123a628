using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Runtime.Local;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The scheduler role with its executor: LocalExecutor and SequentialExecutor run tries in this process' runtimes.</summary>
internal sealed class SchedulerRole(RoleServices services)
{
    /// <summary>How long running tries may go on when the process is asked to stop.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    public async Task RunAsync(SchedulerRunLimit limit, Action onStarted, CancellationToken cancellationToken)
    {
        var configuration = services.Configuration;
        var asked = new TaskCompletionSource();
        await using var pool = new RuntimePool(PoolOptions(), services.Clock, services.Loggers.CreateLogger<RuntimePool>());
        var api = new LocalExecutionApi(services.SchedulerStores, services.Secrets, services.Versions, services.Clock);
        var supervisor = new TaskSupervisor(pool, api, services.TaskResources, SupervisorOptions(), services.Clock, services.Loggers.CreateLogger<TaskSupervisor>());
        await using var executor = new LocalExecutor(
            api, supervisor, FetchCodeAsync, ExecutorOptions(), services.Clock, services.Loggers.CreateLogger<LocalExecutor>());
        await using var scheduler = new RunScheduler(
            services.SchedulerStores, services.Versions, executor, SchedulerOptions() with { OnPass = runs => limit.Count(runs, asked) }, services.Clock, services.Loggers.CreateLogger<RunScheduler>());
        api.Scheduler = scheduler;
        await using var listener = new WakeListener(WakeFolder.For(configuration.Home), scheduler.Wake);
        pool.Start();

        using var schedulerStop = new CancellationTokenSource();
        var scheduling = scheduler.RunAsync(schedulerStop.Token);
        onStarted();
        await using (cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null))
        {
            await Task.WhenAny(scheduling, asked.Task);
        }

        // the scheduler goes on while the executor ends: what becomes of the last tries is still to be stored
        await executor.StopAsync(StopGrace, CancellationToken.None);
        await schedulerStop.CancelAsync();
        await scheduling;
    }

    private async ValueTask FetchCodeAsync(TaskWorkload workload, CancellationToken cancellationToken) =>
        await services.Bundles.EnsureAsync(workload.BundleVersion, cancellationToken);

    private RuntimeOptions PoolOptions() => new()
    {
        Command = Environment.ProcessPath ?? throw new AirflowException("no_executable", "The path of this executable is not known, so that no task runtime can be started."),
        BundleRoot = services.Bundles.Root,
        SocketFolder = SocketFolder(),
        Slots = ExecutorOptions().Parallelism,
        Environment = services.ChildEnvironment,
        LogLimits = LogLimits(),
    };

    /// <summary>A Unix socket's path has 108 bytes at most, so a deep home gets its sockets beside the wake sockets' short folder.</summary>
    private string SocketFolder() => Path.Combine(
        Path.GetDirectoryName(WakeFolder.For(services.Configuration.Home))!, $"runtimes-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");

    private SupervisorOptions SupervisorOptions() => new()
    {
        Overtime = services.Configuration.GetDuration("core", "task_success_overtime"),
        KillGrace = services.Configuration.GetDuration("core", "killed_task_cleanup_time"),
        DrainLimit = services.Configuration.GetDuration("workers", "socket_cleanup_timeout"),
        RequestTries = services.Configuration.GetInt("workers", "execution_api_retries"),
        RequestRetryWait = services.Configuration.GetDuration("workers", "execution_api_retry_wait_min"),
        RequestLongestWait = services.Configuration.GetDuration("workers", "execution_api_retry_wait_max"),
        Masking = MaskingOptions.Of(services.Configuration),
        LogLimits = LogLimits(),
    };

    private LogLimits LogLimits() => new()
    {
        MaxLineBytes = services.Configuration.GetInt("logging", "task_log_max_line_bytes"),
        MaxFileBytes = services.Configuration.GetInt("logging", "task_log_max_bytes"),
    };

    private LocalExecutorOptions ExecutorOptions()
    {
        // SequentialExecutor is read as LocalExecutor; what was written still says how many slots it has
        var name = services.Configuration.Find("core", "executor") is { } executor ? executor.Replaced ?? executor.Text : "";
        return new LocalExecutorOptions
        {
            Name = name,
            Parallelism = name switch
            {
                "SequentialExecutor" => 1,
                "LocalExecutor" => services.Configuration.GetInt("core", "parallelism") is > 0 and var slots ? slots : 32,
                _ => throw new AirflowException(
                    "executor_unknown", $"[core] executor is '{name}'; this version runs LocalExecutor and SequentialExecutor. Change it in airflow.cfg or AIRFLOW__CORE__EXECUTOR."),
            },
            LogFolder = services.LogFolder,
            Hostname = services.Hostname,
            HeartbeatInterval = services.Configuration.GetDuration("scheduler", "task_instance_heartbeat_sec") is var beat && beat > TimeSpan.Zero ? beat : TimeSpan.FromSeconds(5),
        };
    }

    private SchedulerOptions SchedulerOptions() => new()
    {
        Owner = $"{services.Hostname}:{Environment.ProcessId}:{Guid.CreateVersion7(services.Clock.GetUtcNow()):N}",
        Hostname = services.Hostname,
        UnixName = Environment.UserName,
        Pid = Environment.ProcessId,
        IsAlive = ProcessProbe.IsAlive,
        JobHeartbeat = services.Configuration.GetDuration("scheduler", "job_heartbeat_sec"),
        TaskHeartbeatTimeout = services.Configuration.GetDuration("scheduler", "task_instance_heartbeat_timeout"),
    };
}
