namespace Airflow.Server.Api.DagStats;

/// <summary>The runs of some DAGs, counted.</summary>
internal sealed record DagStatsCollectionResponse(IReadOnlyList<DagStatsResponse> Dags, int TotalEntries);
