namespace Airflow.Engine.Results;

/// <summary>What became of a message, in Celery's words.</summary>
/// <param name="TaskId">The id of the message.</param>
/// <param name="Status">STARTED, SUCCESS, FAILURE or REVOKED.</param>
public sealed record MessageResult(string TaskId, string Status)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Who runs it, while it is STARTED.</summary>
    public ResultStart? Start { get; init; }

    /// <summary>Why it is FAILURE or REVOKED.</summary>
    public ResultError? Error { get; init; }

    public string? Traceback { get; init; }
}
