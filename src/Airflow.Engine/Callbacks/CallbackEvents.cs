using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Callbacks;

/// <summary>Which ends of tries and runs call something. Pure.</summary>
internal static class CallbackEvents
{
    /// <summary>
    /// What the end of a try calls; null when its task declares nothing for it. Only tries call: what a trigger rule or a person decides about an
    /// instance does not, as in Airflow.
    /// </summary>
    public static CallbackKind? KindOf(TaskSettings settings, TaskState state, TryOutcome outcome) => state switch
    {
        TaskState.Success when settings.HasOnSuccessCallback => CallbackKind.Success,
        TaskState.Failed when settings.HasOnFailureCallback => CallbackKind.Failure,
        TaskState.UpForRetry when settings.HasOnRetryCallback => CallbackKind.Retry,
        TaskState.Skipped when settings.HasOnSkippedCallback && !outcome.IsImposed => CallbackKind.Skipped,
        _ => null,
    };

    public static CallbackEvent OfTry(ScheduledDag dag, DagRun run, CallbackTask task, CallbackKind kind, TryOutcome outcome) =>
        New(dag, run, kind, outcome.EndDate) with { Key = $"ti:{task.Id}:{kind.Name()}", Task = task, Reason = outcome.Reason, Error = outcome.Error };

    /// <summary>What the end of a run calls. A run that is cleared and ends once more calls once more.</summary>
    public static CallbackEvent? OfRun(ScheduledDag dag, DagRun run, RunChange change, CallbackTask? last)
    {
        var kind = change.To == RunState.Success ? CallbackKind.Success : CallbackKind.Failure;
        var isDeclared = kind == CallbackKind.Success ? dag.Document.HasOnSuccessCallback : dag.Document.HasOnFailureCallback;
        return isDeclared == true && change.To.IsFinished()
            ? New(dag, run, kind, change.At) with { Key = $"run:{run.Id}:{run.ClearNumber}:{kind.Name()}", IsOfDag = true, Task = last, Reason = change.Reason }
            : null;
    }

    private static CallbackEvent New(ScheduledDag dag, DagRun run, CallbackKind kind, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = "",
        Kind = kind,
        CreatedAt = now,
        DagId = run.DagId,
        RunId = run.RunId,
        DagVersionId = dag.Version.Id,
        BundleName = dag.Version.BundleName,
        BundleVersion = run.BundleVersion ?? dag.Version.BundleVersion ?? "",
        DagRelPath = dag.RelativeFileLocation,
    };
}
