using System.Collections.Immutable;

namespace Airflow.Testing.Simulation.Plans;

#pragma warning disable MA0048 // the faults and actions of a plan are read together

/// <summary>A node crashes at its n-th step to or from another.</summary>
internal sealed record CrashFault(string Node, int Step, TimeSpan Downtime);

/// <summary>The n-th message arrives after these delays; no delay at all: it is lost, several: it is doubled.</summary>
internal sealed record MessageFault(int Index, ImmutableArray<TimeSpan> Arrivals)
{
    public override string ToString() => $"message {Index} arrives {(Arrivals.Length == 0 ? "never" : string.Join(" and ", Arrivals.Select(delay => $"after {delay.TotalSeconds:0.###} s")))}";
}

/// <summary>A node cannot reach the database from one second to another.</summary>
internal sealed record OutageFault(string Node, double From, double To);

/// <summary>The clock of a node is wrong.</summary>
internal sealed record SkewFault(string Node, ClockSkew Skew);

/// <summary>What a user does, so many seconds after the start.</summary>
internal sealed record UserAction(double At, UserActionKind Kind, string DagId, string? TaskId = null, bool WithDownstream = false)
{
    /// <summary>The state that is marked.</summary>
    public Engine.Tasks.TaskState State { get; init; }
}

/// <summary>Kinds of what a user does.</summary>
internal enum UserActionKind
{
    Trigger,
    Clear,
    Pause,
    Unpause,
    Mark,
    Hold,
    Resume,
}

#pragma warning restore MA0048
