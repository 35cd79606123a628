using Airflow.Engine.Callbacks;
using Airflow.Engine.Execution;

namespace Airflow.Runtime.Supervision;

/// <summary>A claimed try, ready to run.</summary>
/// <param name="Workload">The try.</param>
/// <param name="Start">The answer to the claim.</param>
/// <param name="LogFile">Full path of its log file.</param>
public sealed record TaskLaunch(TaskWorkload Workload, TaskStart Start, string LogFile)
{
    /// <summary>Not the try runs, but what its task or DAG wants to be called for.</summary>
    public CallbackEvent? Callback { get; init; }

    /// <summary>Asked right before the body would start: whether the try is still this worker's. Null: it is.</summary>
    public Func<CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>File that the runtime leaves when the callbacks have been called.</summary>
    public string Receipt { get; init; } = "";
}
