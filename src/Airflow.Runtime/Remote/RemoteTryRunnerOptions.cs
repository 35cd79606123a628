using Airflow.Engine.Execution;

namespace Airflow.Runtime.Remote;

/// <summary>How a worker runs the tries that it takes.</summary>
public sealed record RemoteTryRunnerOptions
{
    /// <summary>Who claims.</summary>
    public required WorkerIdentity Worker { get; init; }

    /// <summary>[logging] base_log_folder.</summary>
    public required string LogFolder { get; init; }

    /// <summary>[scheduler] task_instance_heartbeat_sec: how often all running tries are reported as alive.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it waits before it asks a server again that is away.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
