namespace Airflow.Server.Api.EventLogs;

/// <summary>A page of the audit log.</summary>
internal sealed record EventLogCollectionResponse(IReadOnlyList<EventLogResponse> EventLogs, int TotalEntries);
