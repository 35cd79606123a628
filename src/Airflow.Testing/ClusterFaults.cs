using System.Collections.Concurrent;
using Airflow.Testing.Simulation;

namespace Airflow.Testing;

/// <summary>What goes wrong in a simulated cluster, each as a chance between 0 (never) and 1 (always). No fault may lose or repeat work.</summary>
public sealed record ClusterFaults
{
    /// <summary>Chance that a scheduler or worker crashes at a step to or from a store or another node; another process takes its place seconds later.</summary>
    /// <value>Default: 0.001.</value>
    public double Crash { get; init; } = 0.001;

    /// <summary>Chance that a message is lost.</summary>
    /// <value>Default: 0.02.</value>
    public double LostMessage { get; init; } = 0.02;

    /// <summary>Chance that a message arrives twice.</summary>
    /// <value>Default: 0.02.</value>
    public double DoubledMessage { get; init; } = 0.02;

    /// <summary>Chance that a message comes seconds too late, and so after others that were sent later.</summary>
    /// <value>Default: 0.02.</value>
    public double LateMessage { get; init; } = 0.02;

    /// <summary>Clocks of the nodes are wrong by up to so much.</summary>
    /// <value>Default: two seconds.</value>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(2);

    internal SimulationSetup Apply(SimulationSetup setup, Random random)
    {
        var skews = new ConcurrentDictionary<string, ClockSkew>(StringComparer.Ordinal);
        return setup with
        {
            CrashesAt = (_, _) => random.NextDouble() < Crash,
            FateOf = _ => Fate(random),
            Latency = () => random.Next(8) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 40)) : TimeSpan.Zero,
            DowntimeOf = _ => TimeSpan.FromSeconds(1 + (random.NextDouble() * 10)),
            SkewOf = name => skews.GetOrAdd(name, _ => new ClockSkew(ClockSkew * ((random.NextDouble() * 2) - 1), 0)),
            PollInterval = TimeSpan.FromSeconds(5),
            LeaseDuration = TimeSpan.FromSeconds(15),
            JobHeartbeat = TimeSpan.FromSeconds(30),
            TaskHeartbeat = TimeSpan.FromSeconds(10),
            TaskHeartbeatTimeout = TimeSpan.FromSeconds(60),
        };
    }

    private MessageFate Fate(Random random)
    {
        var chance = random.NextDouble();
        if (chance < LostMessage)
        {
            return MessageFate.Lost;
        }

        var usual = TimeSpan.FromMilliseconds(random.Next(0, 20));
        return (chance - LostMessage) switch
        {
            var rest when rest < DoubledMessage => new MessageFate([usual, TimeSpan.FromSeconds(random.NextDouble() * 5)]),
            var rest when rest < DoubledMessage + LateMessage => new MessageFate([TimeSpan.FromSeconds(random.NextDouble() * 20)]),
            _ => new MessageFate([usual]),
        };
    }
}
