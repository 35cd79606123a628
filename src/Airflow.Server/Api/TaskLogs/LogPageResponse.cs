namespace Airflow.Server.Api.TaskLogs;

/// <summary>What the page of a log begins with.</summary>
internal sealed record LogPageResponse
{
    /// <summary>All messages; null when the log is so long that it is shown by parts.</summary>
    public required IReadOnlyList<RawJson>? Content { get; init; }

    /// <summary>Where the stream goes on; null: nothing follows.</summary>
    public required string? ContinuationToken { get; init; }

    /// <summary>The links of the operator to what it worked on, by name.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>How many messages there are; they are counted from 1.</summary>
    public required long Lines { get; init; }

    /// <summary>Bytes of the log.</summary>
    public required long Size { get; init; }

    /// <summary>The number of the first message of level error or critical in a long log.</summary>
    public long? FirstError { get; init; }

    /// <summary>The last message of these levels in a long log.</summary>
    public RawJson? LastError { get; init; }

    /// <summary>The last messages of a long log.</summary>
    public IReadOnlyList<RawJson> Tail { get; init; } = [];
}
