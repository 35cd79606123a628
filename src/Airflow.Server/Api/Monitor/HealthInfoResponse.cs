namespace Airflow.Server.Api.Monitor;

/// <summary>How the roles are; beside these it tells of workers where there are any.</summary>
internal sealed record HealthInfoResponse(
    MetadatabaseInfoResponse Metadatabase, SchedulerInfoResponse Scheduler, TriggererInfoResponse Triggerer, DagProcessorInfoResponse? DagProcessor);
