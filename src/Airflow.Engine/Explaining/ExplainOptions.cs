using Airflow.Engine.Tasks;

namespace Airflow.Engine.Explaining;

/// <summary>What the configuration says of the limits, and which states are asked about.</summary>
public sealed record ExplainOptions
{
    /// <summary>[core] parallelism.</summary>
    public int Parallelism { get; init; } = 32;

    /// <summary>[core] max_task_retry_delay.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromDays(1);

    /// <summary>[scheduler] scheduler_health_check_threshold: a scheduler not heard of for so long is not there.</summary>
    public TimeSpan SchedulerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The executor hands tries to workers that serve queues.</summary>
    public bool UsesQueues { get; init; }

    /// <summary>[scheduler] allow_trigger_in_future.</summary>
    public bool AllowsFutureDates { get; init; }

    /// <summary>Whether trigger rules are told in the words that clients of Airflow's API know, instead of those for people.</summary>
    public bool IsPlain { get; init; }

    /// <summary>States in which an instance can be on its way.</summary>
    public Func<TaskState, bool> IsStateAllowed { get; init; } = state => state.IsSchedulable() || state is TaskState.Scheduled or TaskState.Queued;
}
