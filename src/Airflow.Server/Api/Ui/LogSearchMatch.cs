using Airflow.Engine.Tasks;
using Airflow.Server.Api.TaskLogs;
using Airflow.Server.Logs;

namespace Airflow.Server.Api.Ui;

/// <summary>A line of a try's log in which something was found.</summary>
internal sealed record LogSearchMatch
{
    public required string TaskId { get; init; }

    public required int MapIndex { get; init; }

    public required int TryNumber { get; init; }

    /// <summary>Its number in the log as the page of the log counts, from 1.</summary>
    public required long Line { get; init; }

    public required string? Level { get; init; }

    public required string? Timestamp { get; init; }

    public required string Excerpt { get; init; }

    /// <summary>It is the last that is told of this log, in which there may be more.</summary>
    public required bool HasMore { get; init; }

    public static LogSearchMatch Of(TaskInstance tried, LogMatch match, bool hasMore) => new()
    {
        TaskId = tried.Key.TaskId,
        MapIndex = tried.Key.MapIndex,
        TryNumber = tried.TryNumber,
        Line = LogMessages.NumberOf(match.Line),
        Level = match.Message.Level,
        Timestamp = match.Message.Timestamp,
        Excerpt = match.Excerpt,
        HasMore = hasMore,
    };
}
