using Airflow.Engine.Execution;

namespace Airflow.Engine.Scheduling;

#pragma warning disable MA0048 // the events of one loop are read together

/// <summary>Something the scheduler's loop reacts to.</summary>
internal abstract record SchedulerEvent;

/// <summary>Another process, or this one, changed something; the topic says where to look.</summary>
internal sealed record Woken(string Topic) : SchedulerEvent;

/// <summary>A time that somebody waits for has come.</summary>
internal sealed record Ticked : SchedulerEvent
{
    public static readonly Ticked Instance = new();
}

/// <summary>A worker claimed the try.</summary>
internal sealed record TryStarted(TaskWorkload Workload, DateTimeOffset At, WorkerIdentity Worker) : SchedulerEvent;

/// <summary>A try ended; the completion answers after the commit whether that counted.</summary>
internal sealed record TryFinished(TaskWorkload Workload, TryOutcome Outcome, TaskCompletionSource<bool> Completion) : SchedulerEvent;

#pragma warning restore MA0048
