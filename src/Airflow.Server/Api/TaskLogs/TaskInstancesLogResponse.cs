namespace Airflow.Server.Api.TaskLogs;

/// <summary>Messages of a log.</summary>
/// <param name="Content">Each with its time, its text under "event", and whatever else it has.</param>
/// <param name="ContinuationToken">Asks for what comes after; null: the log is complete.</param>
internal sealed record TaskInstancesLogResponse(IReadOnlyList<RawJson> Content, string? ContinuationToken);
