using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Secrets;
using Airflow.Runtime.Logs;

namespace Airflow.Runtime.Supervision;

/// <summary>How patient a supervisor is, and what it hides.</summary>
public sealed record SupervisorOptions
{
    /// <summary>After the request to stop, until SIGTERM goes to all of the try's processes.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>After that, until SIGKILL.</summary>
    public TimeSpan TerminateGrace { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>
    /// From the request until SIGKILL when a try is over for good: killed, or out of time ([core] killed_task_cleanup_time). Null: the two
    /// above, which a shutdown always uses because it must not take long.
    /// </summary>
    public TimeSpan? KillGrace { get; init; }
    /// <summary>For what follows a terminal message ([core] task_success_overtime).</summary>
    public TimeSpan Overtime { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>A try watches its execution_timeout itself; after this much more the supervisor does.</summary>
    public TimeSpan TimeoutGrace { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>For the last output of a process that has ended ([workers] socket_cleanup_timeout).</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>How often a task's request is tried when it cannot be answered for the moment ([workers] execution_api_retries).</summary>
    public int RequestTries { get; init; } = 5;
    /// <summary>Until the second time ([workers] execution_api_retry_wait_min); then twice as long, each time.</summary>
    public TimeSpan RequestRetryWait { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>[workers] execution_api_retry_wait_max.</summary>
    public TimeSpan RequestLongestWait { get; init; } = TimeSpan.FromSeconds(90);
    /// <summary>The longest list that tasks may be mapped over ([core] max_map_length).</summary>
    public int MaxMapLength { get; init; } = DagSource.DefaultMaxMapLength;
    public MaskingOptions Masking { get; init; } = new();
    public LogLimits LogLimits { get; init; } = new();
    public LogFileModes LogFileModes { get; init; } = LogFileModes.Default;
}
