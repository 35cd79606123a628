namespace Airflow.Runtime.Local;

/// <summary>How the executor of one machine runs tries.</summary>
public sealed record LocalExecutorOptions
{
    /// <summary>LocalExecutor, or SequentialExecutor, which is the same with one slot.</summary>
    public string Name { get; init; } = "LocalExecutor";

    /// <summary>[core] parallelism: most tries at once.</summary>
    public int Parallelism { get; init; } = 32;

    /// <summary>[logging] base_log_folder.</summary>
    public required string LogFolder { get; init; }

    public required string Hostname { get; init; }

    public string UnixName { get; init; } = Environment.UserName;

    /// <summary>[scheduler] task_instance_heartbeat_sec: how often running tries are reported as alive.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Given the log of each try that has ended, relative to the log folder; null where logs stay where they are.</summary>
    public Func<string, CancellationToken, ValueTask>? KeepLog { get; init; }
}
