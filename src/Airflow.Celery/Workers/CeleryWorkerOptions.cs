namespace Airflow.Celery.Workers;

/// <summary>How a worker presents itself and how much it takes.</summary>
public sealed record CeleryWorkerOptions
{
    public const int DefaultConcurrency = 16;

    /// <summary>Its node name, name@host.</summary>
    public required string NodeName { get; init; }
    public required IReadOnlyList<string> Queues { get; init; }
    public int Concurrency { get; init; } = DefaultConcurrency;
    /// <summary>--autoscale: never more than that at once, however busy; null: Concurrency.</summary>
    public (int Max, int Min)? Autoscale { get; init; }
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Events of tasks from the start, without being told to.</summary>
    public bool AreTaskEventsOn { get; init; }
    /// <summary>Answers remote control.</summary>
    public bool IsControlled { get; init; } = true;
    /// <summary>Whether it answers other workers that start.</summary>
    public bool HasMingle { get; init; } = true;
    public string Version { get; init; } = "";
    /// <summary>What inspect conf shows; secrets masked already.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
