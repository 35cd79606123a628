using Microsoft.Extensions.Logging;

namespace Airflow;

/// <summary>What a callback is told.</summary>
public sealed class CallbackContext
{
    /// <summary>Id of the DAG.</summary>
    public required string DagId { get; init; }

    /// <summary>Id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>
    /// The try it is about. In a callback of the DAG, as in Airflow, the last task of the run, of a failed one the last that failed;
    /// <see langword="null"/> if no task of the run was ever started.
    /// </summary>
    public TaskContext? Task { get; init; }

    /// <summary>Which callback this is: <c>on_success_callback</c>, <c>on_failure_callback</c>, <c>on_retry_callback</c>, <c>on_skipped_callback</c>, <c>on_execute_callback</c>.</summary>
    /// <value>Default: empty.</value>
    public string Kind { get; init; } = "";

    /// <summary>
    /// Names what happened, the same at every attempt: should a machine die while the callback runs, it is run again, and whoever is told can see
    /// that it is the same event.
    /// </summary>
    /// <value>Default: empty.</value>
    public string EventId { get; init; } = "";

    /// <summary>Settings that all DAGs share.</summary>
    /// <exception cref="InvalidOperationException">There is no host to ask.</exception>
    public Variables Variables => Host.Variables;

    /// <summary>How outside systems are reached.</summary>
    /// <exception cref="InvalidOperationException">There is no host to ask.</exception>
    public Connections Connections => Host.Connections;

    /// <summary>
    /// Why it is called. Of a DAG in Airflow's words: <c>success</c>, <c>task_failure</c>, <c>timed_out</c> …; of a task why it failed,
    /// is tried again or was skipped.
    /// </summary>
    /// <value>Default: empty.</value>
    public string Reason { get; init; } = "";

    /// <summary>
    /// What made the task fail; <see langword="null"/> if nothing was thrown. Of another process than the task's it is made anew, of the same type,
    /// with the same message and stack trace; a <see cref="TaskFailedException"/> if that type has no constructor that takes a message.
    /// </summary>
    public Exception? Exception { get; init; }

    /// <summary>Where the callback can log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when the host shuts down.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What variables, connections and templates are asked from.</summary>
    internal TaskContext Host
    {
        get => field ?? Task ?? throw new InvalidOperationException("This context has no task, so there is nobody to ask. Give it one: Task = …");
        init;
    }
}
