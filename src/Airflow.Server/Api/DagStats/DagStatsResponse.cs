namespace Airflow.Server.Api.DagStats;

/// <summary>How many runs a DAG has in every state.</summary>
internal sealed record DagStatsResponse(string DagId, string DagDisplayName, IReadOnlyList<DagStatsStateResponse> Stats);
