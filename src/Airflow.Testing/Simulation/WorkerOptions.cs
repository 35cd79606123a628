using Airflow.Engine.Execution;

namespace Airflow.Testing.Simulation;

/// <summary>How a simulated worker works, and who is told of what it does.</summary>
internal sealed record WorkerOptions
{
    public required string ExecutorName { get; init; }

    public int Pid { get; init; }

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Its code is about to run.</summary>
    public Action<SimulatedNode, TaskWorkload> OnStart { get; init; } = static (_, _) => { };

    /// <summary>Its code has run; the end is not reported yet.</summary>
    public Action<TaskWorkload> OnEnd { get; init; } = static _ => { };

    /// <summary>Whether the code of that try runs.</summary>
    public Func<Guid, bool> IsStarted { get; init; } = static _ => true;
}
