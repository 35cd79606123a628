namespace Airflow.Server.Api.DagWarnings;

/// <summary>A page of warnings.</summary>
internal sealed record DagWarningCollectionResponse(IReadOnlyList<DagWarningResponse> DagWarnings, int TotalEntries);
