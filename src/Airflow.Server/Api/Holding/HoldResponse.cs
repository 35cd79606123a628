using Airflow.Engine.Holding;

namespace Airflow.Server.Api.Holding;

/// <summary>Whether a run or a task instance is held, since when, by whom and why.</summary>
internal sealed record HoldResponse(string DagId, string DagRunId, string? TaskId, int? MapIndex, bool IsHeld, DateTimeOffset? HeldAt, string? HeldBy, string? Reason)
{
    public static HoldResponse Of(string dagId, string runId, string? taskId, int? mapIndex, Hold? hold) =>
        new(dagId, runId, taskId, mapIndex, hold is not null, hold?.At, hold?.User, hold?.Reason);
}
