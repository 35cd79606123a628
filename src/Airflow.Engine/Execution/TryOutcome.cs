using Airflow.Engine.Assets;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>What became of a try, as the supervisor reports it.</summary>
public sealed record TryOutcome
{
    /// <summary>success, failed, skipped, removed, up_for_retry, up_for_reschedule, deferred, awaiting_input; or None: give the try back (shutdown).</summary>
    public required TaskState State { get; init; }
    public required DateTimeOffset EndDate { get; init; }
    /// <summary>When it was claimed; null where that is not known.</summary>
    public DateTimeOffset? StartDate { get; init; }
    /// <summary>Who ran it: a try that went on elsewhere under the same id (it had asked for a later time) is not ended by a late report. Null: not checked.</summary>
    public WorkerIdentity? Worker { get; init; }
    /// <summary>When the part that ends was queued, from <see cref="TaskStart.QueuedAt"/>: a late copy of the report of an earlier part ends nothing. Null: not checked.</summary>
    public DateTimeOffset? QueuedAt { get; init; }
    public ExitCause? ExitCause { get; init; }
    /// <summary>Error text for people, one line.</summary>
    public string? Reason { get; init; }
    /// <summary>What the task threw; told only when its task has a callback that wants to know.</summary>
    public TaskError? Error { get; init; }
    /// <summary>Decided about the try (the run timed out), not by it: nobody is called for a skip of that kind.</summary>
    public bool IsImposed { get; init; }
    public double? RetryDelayOverride { get; init; }
    public DateTimeOffset? RescheduleDate { get; init; }
    public string? RenderedMapIndex { get; init; }
    /// <summary>Results buffered to be stored in the same commit as the end.</summary>
    public IReadOnlyList<XComs.XCom> XComs { get; init; } = [];
    /// <summary>How a deferred or awaiting_input try goes on.</summary>
    public Suspension? Suspension { get; init; }
    /// <summary>Events of a success.</summary>
    public IReadOnlyList<AssetUpdate> AssetUpdates { get; init; } = [];
    /// <summary>Tasks that a branch told to skip: (task id, map index or null for all).</summary>
    public IReadOnlyList<SkipTarget> Skips { get; init; } = [];
}
