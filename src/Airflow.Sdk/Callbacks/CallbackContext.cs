using Microsoft.Extensions.Logging;

namespace Airflow;

/// <summary>What a callback is told.</summary>
public sealed class CallbackContext
{
    /// <summary>Id of the DAG.</summary>
    public required string DagId { get; init; }

    /// <summary>Id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The try it is about; <see langword="null"/> in a callback of the DAG.</summary>
    public TaskContext? Task { get; init; }

    /// <summary>
    /// Why it is called. Of a DAG in Airflow's words: <c>success</c>, <c>task_failure</c>, <c>timed_out</c> …; of a task why it failed,
    /// is tried again or was skipped.
    /// </summary>
    /// <value>Default: empty.</value>
    public string Reason { get; init; } = "";

    /// <summary>What made the task fail; <see langword="null"/> if nothing was thrown.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Where the callback can log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when the host shuts down.</summary>
    public CancellationToken CancellationToken { get; init; }
}
