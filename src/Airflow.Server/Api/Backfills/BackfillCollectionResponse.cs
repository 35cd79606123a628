namespace Airflow.Server.Api.Backfills;

/// <summary>A page of backfills.</summary>
internal sealed record BackfillCollectionResponse(IReadOnlyList<BackfillResponse> Backfills, int TotalEntries);
