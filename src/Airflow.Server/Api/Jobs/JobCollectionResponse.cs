namespace Airflow.Server.Api.Jobs;

/// <summary>A page of jobs.</summary>
internal sealed record JobCollectionResponse(IReadOnlyList<JobResponse> Jobs, int TotalEntries);
