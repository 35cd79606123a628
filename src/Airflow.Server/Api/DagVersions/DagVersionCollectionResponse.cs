namespace Airflow.Server.Api.DagVersions;

/// <summary>A page of versions of DAGs.</summary>
internal sealed record DagVersionCollectionResponse(IReadOnlyList<DagVersionResponse> DagVersions, int TotalEntries);
