namespace Airflow.Engine.Callbacks;

/// <summary>
/// One thing that happened and that the author wants to be called for: a row of the outbox, written in the commit that made it happen.
/// </summary>
public sealed record CallbackEvent
{
    public required Guid Id { get; init; }
    /// <summary>Names what happened: it is written once, whoever tries to write it again.</summary>
    public required string Key { get; init; }
    public required CallbackKind Kind { get; init; }
    /// <summary>It is the DAG's callback; then the task is the last one of the run.</summary>
    public bool IsOfDag { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string DagId { get; init; }
    public required string RunId { get; init; }
    public CallbackTask? Task { get; init; }
    /// <summary>Of a DAG: success, task_failure, all_tasks_deadlocked or timed_out. Of a task: why it failed or was skipped.</summary>
    public string? Reason { get; init; }
    public TaskError? Error { get; init; }
    public required Guid DagVersionId { get; init; }
    public required string BundleName { get; init; }
    /// <summary>The manifest of the code.</summary>
    public required string BundleVersion { get; init; }
    /// <summary>The DAG file inside the bundle.</summary>
    public required string DagRelPath { get; init; }
}
