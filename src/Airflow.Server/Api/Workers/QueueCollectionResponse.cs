namespace Airflow.Server.Api.Workers;

internal sealed record QueueCollectionResponse(IReadOnlyList<QueueResponse> Queues, int TotalEntries);
