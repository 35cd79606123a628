namespace Airflow.Server.Api.Backfills;

/// <summary>All that a backfill would do.</summary>
internal sealed record DryRunBackfillCollectionResponse(IReadOnlyList<DryRunBackfillResponse> Backfills, int TotalEntries);
