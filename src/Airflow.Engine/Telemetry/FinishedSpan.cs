namespace Airflow.Engine.Telemetry;

/// <summary>A piece of work that ended, for traces.</summary>
public sealed record FinishedSpan
{
    /// <summary>32 digits, hexadecimal.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 digits, hexadecimal.</summary>
    public required string SpanId { get; init; }

    /// <summary>null for the root.</summary>
    public string? ParentSpanId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public bool IsError { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<KeyValuePair<string, object>> Attributes { get; init; } = [];
}
