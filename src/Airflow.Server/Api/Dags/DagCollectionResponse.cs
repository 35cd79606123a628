namespace Airflow.Server.Api.Dags;

/// <summary>A page of DAGs.</summary>
internal sealed record DagCollectionResponse(IReadOnlyList<DagResponse> Dags, int TotalEntries);
