using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow;

/// <summary>What a <see cref="CustomTrigger"/> is told.</summary>
public sealed record TriggerContext
{
    /// <summary>DAG of the task that waits.</summary>
    public string DagId { get; init; } = "";

    /// <summary>Its run.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The task that waits.</summary>
    public string TaskId { get; init; } = "";

    /// <summary>Which of its mapped instances; -1 when it is not mapped.</summary>
    public int MapIndex { get; init; } = -1;

    /// <summary>Writes to the log of the triggerer.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Time as triggers see it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Nobody waits any more, or the triggerer stops; another one begins the trigger anew then.</summary>
    public CancellationToken CancellationToken { get; init; }
}
