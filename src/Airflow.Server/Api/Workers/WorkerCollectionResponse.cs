namespace Airflow.Server.Api.Workers;

internal sealed record WorkerCollectionResponse(IReadOnlyList<WorkerResponse> Workers, int TotalEntries);
