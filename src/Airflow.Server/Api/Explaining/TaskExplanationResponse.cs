using Airflow.Engine.Explaining;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.Explaining;

/// <summary>Why a task instance does not start, and what to do about it.</summary>
internal sealed record TaskExplanationResponse(
    string DagId, string DagRunId, string TaskId, int MapIndex, TaskState? State, bool MayStart, IReadOnlyList<ExplainedReason> Reasons, string? Advice)
{
    public static TaskExplanationResponse Of(TaskExplanation explanation) => new(
        explanation.Key.DagId,
        explanation.Key.RunId,
        explanation.Key.TaskId,
        explanation.Key.MapIndex,
        explanation.State == TaskState.None ? null : explanation.State,
        explanation.MayStart,
        [.. explanation.Unmet.SelectMany(static status => status.Reasons.Select(reason => new ExplainedReason(status.Name, reason.Code, reason.Text)))],
        explanation.Advice);
}
