namespace Airflow.Testing.Simulation;

/// <summary>What a simulation consists of, and where its chance and its faults come from.</summary>
internal sealed record SimulationSetup
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>Chooses what of all that is ready goes on; null: in turn.</summary>
    public Random? Random { get; init; }

    public int Schedulers { get; init; } = 1;

    /// <summary>Workers on machines of their own; 0: each scheduler runs its tries itself.</summary>
    public int Workers { get; init; }

    public int Parallelism { get; init; } = 32;

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan JobHeartbeat { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan TaskHeartbeat { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan TaskHeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How wrong the clock of a node is, by its name.</summary>
    public Func<string, ClockSkew> SkewOf { get; init; } = static _ => default;

    /// <summary>Asked at every step of a node, by name and by how many steps the nodes of that name have made: does it crash here?</summary>
    public Func<string, int, bool> CrashesAt { get; init; } = static (_, _) => false;

    /// <summary>How long a node of that name stays down after its crash.</summary>
    public Func<string, TimeSpan> DowntimeOf { get; init; } = static _ => TimeSpan.FromSeconds(2);

    /// <summary>What becomes of a message.</summary>
    public Func<string, MessageFate> FateOf { get; init; } = static _ => new MessageFate([TimeSpan.Zero]);

    /// <summary>How long a call of a store takes, each way.</summary>
    public Func<TimeSpan> Latency { get; init; } = static () => TimeSpan.Zero;

    /// <summary>Whether a node of that name cannot reach the database now.</summary>
    public Func<string, DateTimeOffset, bool> IsDatabaseAway { get; init; } = static (_, _) => false;
}
