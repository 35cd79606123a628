namespace Airflow.Runtime.Local;

/// <summary>Who runs tries on this machine, and where their logs go.</summary>
public sealed record TryRunnerOptions
{
    /// <summary>The executor that a claim names.</summary>
    public required string Executor { get; init; }

    /// <summary>[logging] base_log_folder.</summary>
    public required string LogFolder { get; init; }

    public required string Hostname { get; init; }

    public string UnixName { get; init; } = Environment.UserName;

    /// <summary>[scheduler] task_instance_heartbeat_sec: how often running tries are reported as alive.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker that is stopping goes on telling an end that no server takes: after it, the scheduler finds the try lost.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Given the log of each try that has ended, relative to the log folder; null where logs stay where they are.</summary>
    public Func<string, CancellationToken, ValueTask>? KeepLog { get; init; }
}
