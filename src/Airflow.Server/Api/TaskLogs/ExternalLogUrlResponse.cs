namespace Airflow.Server.Api.TaskLogs;

/// <summary>Where a log is to be read outside.</summary>
internal sealed record ExternalLogUrlResponse(string Url);
