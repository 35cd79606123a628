using Airflow.Engine.Coordination;

namespace Airflow.Server.Api.EventLogs;

/// <summary>An entry of the audit log.</summary>
internal sealed record EventLogResponse(
    long EventLogId,
    DateTimeOffset When,
    string? DagId,
    string? TaskId,
    string? RunId,
    int? MapIndex,
    int? TryNumber,
    string Event,
    DateTimeOffset? LogicalDate,
    string? Owner,
    string? Extra,
    string? DagDisplayName,
    string? TaskDisplayName)
{
    public static EventLogResponse Of(ListedEvent listed) => new(
        listed.Entry.Id,
        listed.Entry.At,
        listed.Entry.DagId,
        listed.Entry.TaskId,
        listed.Entry.RunId,
        listed.Entry.MapIndex,
        listed.Entry.TryNumber,
        listed.Entry.Event,
        listed.Entry.LogicalDate,
        listed.Entry.Owner,
        listed.Entry.Extra,
        listed.DagDisplayName,
        listed.TaskDisplayName);
}
