namespace Airflow.Engine.Coordination;

/// <summary>A row of worker: a worker as it presented itself, and when it was last heard of.</summary>
public sealed record WorkerRecord
{
    /// <summary>How often a worker tells that it is there.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>A worker that was not heard of for so long is not there.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>One process of a worker.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its node name, such as celery@worker-a.</summary>
    public required string Name { get; init; }

    public required string Hostname { get; init; }

    /// <summary>From where the server heard of it, for when nothing resolves its host's name.</summary>
    public string? Address { get; init; }

    public required int Pid { get; init; }

    /// <summary>The queues that it serves now.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Most tries at once.</summary>
    public required int Capacity { get; init; }

    /// <summary>Tries that it has in hand.</summary>
    public int Active { get; init; }

    /// <summary>How busy its host's processors are, 0 to 100 over all of them; null: it does not tell.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Bytes of memory that are in use on its host; null: it does not tell.</summary>
    public long? MemoryUsed { get; init; }

    /// <summary>Bytes of memory that its host has; null: it does not tell.</summary>
    public long? MemoryTotal { get; init; }

    /// <summary>The release of its program.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it gives out logs; null: it does not.</summary>
    public int? LogPort { get; init; }

    /// <summary>What is set on its host, by option; no keys, no passwords.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LatestHeartbeat { get; init; }

    /// <summary>When it said that it ends.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it is doing, in one word.</summary>
    public WorkerState StateAt(DateTimeOffset now) => this switch
    {
        { EndedAt: not null } => WorkerState.Ended,
        _ when !IsAlive(now) => WorkerState.Silent,
        { Queues.Count: > 0 } => WorkerState.Serving,
        { Active: > 0 } => WorkerState.Draining,
        _ => WorkerState.Drained,
    };

    public bool IsAlive(DateTimeOffset now) => EndedAt is null && now - LatestHeartbeat < Silence;
}
