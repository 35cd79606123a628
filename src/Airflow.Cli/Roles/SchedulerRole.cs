using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Scheduling;
using Airflow.Runtime.Local;
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
        var settings = new RuntimeSettings(configuration);
        await using var pool = new RuntimePool(settings.Pool(ExecutorOptions().Parallelism, services.Bundles.Root) with { Environment = services.ChildEnvironment }, services.Clock, services.Loggers.CreateLogger<RuntimePool>());
        var api = new LocalExecutionApi(services.SchedulerStores, services.Secrets, services.Versions, services.Clock);
        var supervisor = new TaskSupervisor(pool, api, services.TaskResources, settings.Supervisor(), services.Clock, services.Loggers.CreateLogger<TaskSupervisor>());
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
