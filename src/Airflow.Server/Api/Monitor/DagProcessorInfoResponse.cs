namespace Airflow.Server.Api.Monitor;

/// <summary>How the role is, and when it was last heard of.</summary>
internal sealed record DagProcessorInfoResponse(string? Status, string? LatestDagProcessorHeartbeat);
