namespace Airflow.Engine.Coordination;

/// <summary>A row of log: who did what.</summary>
public sealed record AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Event { get; init; }
    public string? DagId { get; init; }
    public string? TaskId { get; init; }
    public string? RunId { get; init; }
    public int? MapIndex { get; init; }
    public int? TryNumber { get; init; }
    public DateTimeOffset? LogicalDate { get; init; }
    public string? Owner { get; init; }
    public string? Extra { get; init; }
}
