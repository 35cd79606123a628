namespace Airflow.Server.Api.DagRuns;

/// <summary>What clearing runs would clear: task instances, or tasks that are new.</summary>
internal sealed record ClearTaskInstanceCollectionResponse(IReadOnlyList<object> TaskInstances, int TotalEntries);
