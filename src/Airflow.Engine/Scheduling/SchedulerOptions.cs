using Airflow.Engine.Runs;

namespace Airflow.Engine.Scheduling;

/// <summary>What a scheduler must be told; the defaults are Airflow's where it has the option.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Text that names this scheduler in run leases; unique per process life.</summary>
    public required string Owner { get; init; }
    public required string Hostname { get; init; }
    public string UnixName { get; init; } = "";
    public int Pid { get; init; }

    /// <summary>Whether a process of this host is an Airflow process that lives, other than this one.</summary>
    public Func<int, bool> IsAlive { get; init; } = _ => true;

    /// <summary>Whether tries run in children of this process, and so end with it.</summary>
    public bool RunsTries { get; init; } = true;

    /// <summary>Called after the commit that ended a run of this scheduler.</summary>
    public Action<DagRun, RunState> OnRunEnded { get; init; } = static (_, _) => { };

    /// <summary>Called once, when the scheduler is there for all to see and begins its work.</summary>
    public Action OnStarted { get; init; } = static () => { };

    /// <summary>Called after each pass with the number of runs that it holds.</summary>
    public Action<int> OnPass { get; init; } = static _ => { };

    /// <summary>Called after a commit that may have put something into the outbox of callbacks.</summary>
    public Action OnCallbacks { get; init; } = static () => { };

    /// <summary>Asks timetables that are C# code; null: DAGs that have one are not scheduled here.</summary>
    public Timetables.ICodeTimetables? CodeTimetables { get; init; }

    /// <summary>How long a lease lasts without renewal; renewed at a third of it.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The safety net under the wake signals.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>[scheduler] job_heartbeat_sec.</summary>
    public TimeSpan JobHeartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>[scheduler] task_instance_heartbeat_timeout: a running try not heard of for so long is lost.</summary>
    public TimeSpan TaskHeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>[scheduler] task_instance_heartbeat_timeout_detection_interval: how often lost tries are looked for.</summary>
    public TimeSpan TaskHeartbeatCheckInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>[scheduler] task_queued_timeout: a try that nobody has claimed for so long is handed to the executor once more.</summary>
    public TimeSpan TaskQueuedTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Runs taken over in one pass.</summary>
    public int AcquireLimit { get; init; } = 200;

    /// <summary>
    /// The longest that it rests after a pass while workers have enough to do, so that it commits more at once instead of more often
    /// (<see cref="PassPace"/>). Zero, not at all: for tries that run here, whose slots stand empty until the next pass.
    /// </summary>
    public TimeSpan LongestRest { get; init; }

    /// <summary>[core] max_task_retry_delay.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromDays(1);

    /// <summary>No retry waits longer, whatever its task says; for runs that somebody sits and waits for. Null: no such bound.</summary>
    public TimeSpan? RetryDelayCap { get; init; }
}
