namespace Airflow.Celery.Flower.State;

/// <summary>A task as its events tell it; times are seconds since 1970, as events have them.</summary>
internal sealed record SeenTask(string Id)
{
    public const string Pending = "PENDING";
    public string? Name { get; init; }
    public string State { get; init; } = Pending;
    public double? Sent { get; init; }
    public double? Received { get; init; }
    public double? Started { get; init; }
    public double? Rejected { get; init; }
    public double? Succeeded { get; init; }
    public double? Failed { get; init; }
    public double? Retried { get; init; }
    public double? Revoked { get; init; }
    public string? Args { get; init; }
    public string? Kwargs { get; init; }
    public string? Eta { get; init; }
    public string? Expires { get; init; }
    public long? Retries { get; init; }
    public string? Worker { get; init; }
    public string? Result { get; init; }
    public string? Exception { get; init; }
    public double? Timestamp { get; init; }
    public double? Runtime { get; init; }
    public string? Traceback { get; init; }
    public string? Exchange { get; init; }
    public string? RoutingKey { get; init; }
    public long Clock { get; init; }
    public string? Client { get; init; }
    public string? RootId { get; init; }
    public string? ParentId { get; init; }
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>Nothing more is to come.</summary>
    public bool IsFinished => State is "SUCCESS" or "FAILURE" or "REVOKED" or "REJECTED";
}
