using Airflow.Testing.Simulation;

namespace Airflow.Testing;

/// <summary>What a simulated cluster consists of.</summary>
public sealed record ClusterOptions
{
    internal static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What virtual time begins with.</summary>
    /// <value>Default: midnight of the first of January 2026, UTC.</value>
    public DateTimeOffset Start { get; init; } = DefaultStart;

    /// <summary>Schedulers, each on a machine of its own.</summary>
    /// <value>Default: one.</value>
    public int Schedulers { get; init; } = 1;

    /// <summary>Workers, each on a machine of its own and reached by messages; 0: every scheduler runs its tasks itself.</summary>
    /// <value>Default: 0.</value>
    public int Workers { get; init; }

    /// <summary>Most tasks that the executor of one scheduler holds at once.</summary>
    /// <value>Default: 32, as <c>[core] parallelism</c>.</value>
    public int Parallelism { get; init; } = 32;

    /// <summary>Chooses what of all that could happen next does, and when faults come. The same seed gives the same history.</summary>
    /// <value>Default: 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>What goes wrong.</summary>
    /// <value>Default: nothing.</value>
    public ClusterFaults? Faults { get; init; }

    /// <summary>So much virtual time may pass without a run that ends before <see cref="SimulatedCluster.RunUntilIdleAsync"/> gives up.</summary>
    /// <value>Default: two days.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromDays(2);

    internal SimulationSetup Setup()
    {
        var random = new Random(Seed);
        var setup = new SimulationSetup
        {
            Start = Start,
            Random = Faults is null ? null : random,
            Schedulers = Schedulers,
            Workers = Workers,
            Parallelism = Parallelism,
        };
        return Faults is { } faults
            ? faults.Apply(setup, random)
            // nothing gets lost, so nobody need look whether something did
            : setup with
            {
                PollInterval = TimeSpan.FromHours(1),
                LeaseDuration = TimeSpan.FromDays(1),
                JobHeartbeat = TimeSpan.FromDays(1),
                TaskHeartbeat = TimeSpan.FromHours(1),
                TaskHeartbeatTimeout = TimeSpan.FromDays(1),
            };
    }
}
