using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Processes;
using TaskState = Airflow.Engine.Tasks.TaskState;

namespace Airflow.Runtime.Supervision;

/// <summary>From what is known about the end of a try to its outcome: the table of the protocol. Pure.</summary>
internal static class Outcomes
{
    /// <summary>What a task tells is heard within moments.</summary>
    private static readonly TimeSpan MostLate = TimeSpan.FromMinutes(1);

    public static TryOutcome Of(TaskLaunch launch, RequestHandler handler, TryEnd end, DateTimeOffset now)
    {
        var outcome = Bare(launch, end, now);
        return outcome with
        {
            XComs = handler.XComs,
            Skips = handler.Skips,
            RenderedMapIndex = RenderedMapIndex(end.Terminal) ?? handler.RenderedMapIndex,
        };
    }

    /// <summary>It was stopped before anything, or without a word of its own.</summary>
    public static TryOutcome Stopped(TaskLaunch launch, StopReason reason, DateTimeOffset now, ChildExit? exit) => reason switch
    {
        StopReason.Shutdown => new TryOutcome { State = TaskState.None, EndDate = now, Reason = "The worker shut down; the try is given back." },
        StopReason.Timeout => Failed(
            launch, now, new ExitCause("timeout", exit?.ExitCode, exit?.Signal, $"execution_timeout {launch.Workload.ExecutionTimeout}"), TimeoutText(launch)),
        _ => new TryOutcome { State = TaskState.Failed, EndDate = now, ExitCause = new ExitCause("killed", exit?.ExitCode, exit?.Signal), Reason = "The task was stopped." },
    };

    public static TryOutcome Failed(TaskLaunch launch, DateTimeOffset now, ExitCause? cause, string? reason) => new()
    {
        State = launch.Start.ShouldRetry ? TaskState.UpForRetry : TaskState.Failed,
        EndDate = now,
        ExitCause = cause,
        Reason = reason,
    };

    private static TryOutcome Bare(TaskLaunch launch, TryEnd end, DateTimeOffset now)
    {
        if (end.Terminal is { } terminal && !(end.Stop is not null && IsFailure(terminal)))
        {
            return Told(launch, terminal, end.Reason, now);
        }
        if (end.Stop is { } stop)
        {
            return Stopped(launch, stop, now, end.Exit);
        }
        if (end.Problem is { } problem)
        {
            return Failed(launch, now, Cause(end), $"The task runtime broke the protocol: {problem}");
        }
        // nothing was said: a clean exit is a success, anything else is not
        return end.Exit is { ExitCode: 0 }
            ? new TryOutcome { State = TaskState.Success, EndDate = now, ExitCause = new ExitCause("exit", 0) }
            : Failed(launch, now, Cause(end), Explain(end));
    }

    private static TryOutcome Told(TaskLaunch launch, FrameMessage terminal, string? reason, DateTimeOffset now) => terminal switch
    {
        SucceedTask success => new TryOutcome { State = TaskState.Success, EndDate = Ended(success.EndDate, now), AssetUpdates = OutletUpdates.Of(success) },
        RetryTask retry => new TryOutcome
        {
            State = TaskState.UpForRetry,
            EndDate = Ended(retry.EndDate, now),
            RetryDelayOverride = retry.RetryDelaySeconds,
            Reason = reason ?? retry.RetryReason,
            ExitCause = TimeoutCause(launch, Ended(retry.EndDate, now)),
        },
        RescheduleTask reschedule => new TryOutcome
        {
            State = TaskState.UpForReschedule,
            EndDate = Ended(reschedule.EndDate, now),
            // as long after its end as the task has said
            RescheduleDate = reschedule.RescheduleDate + (Ended(reschedule.EndDate, now) - reschedule.EndDate),
        },
        DeferTask defer => new TryOutcome
        {
            State = TaskState.Deferred,
            EndDate = now,
            Suspension = new Suspension(defer.NextMethod, Map(defer.NextKwargs))
            {
                Trigger = new SuspensionTrigger(defer.Classpath, Map(defer.TriggerKwargs), defer.Queue),
                Timeout = now + defer.TriggerTimeout,
            },
        },
        AwaitInputTask wait => new TryOutcome
        {
            State = TaskState.AwaitingInput,
            EndDate = now,
            Suspension = new Suspension(wait.NextMethod, Map(wait.NextKwargs)) { Timeout = now + wait.Timeout },
        },
        Frames.Messages.TaskState other => new TryOutcome
        {
            State = TaskStates.Parse(other.State),
            EndDate = Ended(other.EndDate ?? now, now),
            Reason = reason,
            ExitCause = other.State == "failed" ? TimeoutCause(launch, Ended(other.EndDate ?? now, now)) : null,
        },
        _ => throw new ArgumentException($"{terminal.Type} ends no try.", nameof(terminal)),
    };

    /// <summary>A task tells its host's time, which may be wrong; this process has that of the cluster.</summary>
    private static DateTimeOffset Ended(DateTimeOffset told, DateTimeOffset now) => (told - now).Duration() < MostLate ? told : now;

    private static string Map(FrameValue value) => value.IsNil ? "{}" : value.ToJson();

    /// <summary>A try that failed by itself after its limit failed for it.</summary>
    private static ExitCause? TimeoutCause(TaskLaunch launch, DateTimeOffset end) =>
        launch.Workload.ExecutionTimeout is { } limit && end - launch.Start.StartDate >= limit ? new ExitCause("timeout", Detail: $"execution_timeout {limit}") : null;

    private static bool IsFailure(FrameMessage terminal) => terminal is RetryTask or Frames.Messages.TaskState { State: "failed" };

    private static ExitCause Cause(TryEnd end) => end.Exit switch
    {
        { Signal: Libc.SigKill } when !end.Killed && end.OutOfMemory => new ExitCause("oom", Signal: Libc.SigKill),
        { Signal: { } signal } when end.Killed => new ExitCause("killed", Signal: signal),
        { Signal: { } signal } => new ExitCause("signal", Signal: signal),
        { ExitCode: { } code } => new ExitCause("exit", code),
        _ => new ExitCause("lost"),
    };

    private static string Explain(TryEnd end) => Cause(end) switch
    {
        { Kind: "oom" } => "The task's process was killed because memory ran out.",
        { Kind: "exit", ExitCode: var code } => $"The task's process ended with exit code {code} before the task was done.",
        { Kind: "lost" } => "The task's process is gone, and nobody knows how it ended.",
        { Signal: Libc.SigKill, Kind: "signal" } => "The task's process was killed by signal 9 (SIGKILL) from outside: by somebody, or for want of memory.",
        { Signal: var signal } => $"The task's process was ended by signal {signal}.",
    };

    private static string TimeoutText(TaskLaunch launch) => $"The task ran longer than its execution_timeout of {launch.Workload.ExecutionTimeout}.";

    private static string? RenderedMapIndex(FrameMessage? terminal) => terminal switch
    {
        SucceedTask success => success.RenderedMapIndex,
        RetryTask retry => retry.RenderedMapIndex,
        Frames.Messages.TaskState state => state.RenderedMapIndex,
        DeferTask defer => defer.RenderedMapIndex,
        AwaitInputTask wait => wait.RenderedMapIndex,
        _ => null,
    };
}
