namespace Airflow.Server.Api.Backfills;

/// <summary>A run that a backfill would make or run again.</summary>
internal sealed record DryRunBackfillResponse(DateTimeOffset? LogicalDate, string? PartitionKey, DateTimeOffset? PartitionDate);
