namespace Airflow.Server.Api.Workers;

/// <summary>A try that runs on the host of a worker; Id is what revoking it takes.</summary>
internal sealed record WorkerTaskResponse(
    Guid Id, string DagId, string DagRunId, string TaskId, int MapIndex, int TryNumber, string? Queue, int? Pid, DateTimeOffset? StartDate);
