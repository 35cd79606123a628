using Airflow.Engine.Explaining;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>…/dependencies: the checks of a task instance that are not met.</summary>
internal static class TaskDependencyEndpoints
{
    /// <summary>What only the explanation tells of, and Airflow has no name for.</summary>
    private static readonly string[] Own =
        ["task_held", "run_held", "dag_draining", "max_active_runs_reached", "backfill_paused", "parallelism_reached", "no_scheduler", "scheduler_silent", "queue_unserved"];

    public static void Map(ApiRoutes routes)
    {
        Map(routes, TaskInstanceEndpoints.Mapped, "get_task_instance_dependencies_by_map_index", TaskInstanceEndpoints.MapIndexInPath);
        Map(routes, TaskInstanceEndpoints.One, "get_task_instance_dependencies", ApiParameter.Integer("map_index") with { Default = -1 });
    }

    private static void Map(ApiRoutes routes, string pattern, string id, ApiParameter mapIndex) =>
        routes.Map(new("GET", pattern + "/dependencies", id, ApiNeed.Read(ApiResources.TaskInstances), AnswerAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [mapIndex],
            Answer = typeof(TaskDependencyCollectionResponse),
        });

    private static async Task AnswerAsync(ApiCall call)
    {
        var key = TaskTryEndpoints.KeyOf(call);
        var task = await TaskInstanceEndpoints.FindAsync(call, key) ?? throw TaskInstanceChanges.NotFound(key, isList: true);

        // only what waits can be kept from being started
        if (task.Task.State is not (TaskState.None or TaskState.Scheduled))
        {
            await call.AnswerAsync(new TaskDependencyCollectionResponse([]));
            return;
        }

        var options = call.Services.Explain with { IsStateAllowed = static state => state == TaskState.Scheduled, IsPlain = true };
        var explanation = await new TaskExplainer(call.Services.Stores, call.Services.Versions, options, call.Services.Clock).ExplainAsync(key, call.Aborted);
        var answers = from status in explanation.Unmet
                      from reason in status.Reasons
                      where !Own.Contains(reason.Code, StringComparer.Ordinal)
                      select new TaskDependencyResponse(status.Name, Words(reason, key.DagId));
        await call.AnswerAsync(new TaskDependencyCollectionResponse([.. answers.OrderBy(static one => one.Name, StringComparer.Ordinal)]));
    }

    /// <summary>The reason as clients know it; what has no words of its own there is told in ours.</summary>
    private static string Words(DependencyReason reason, string dagId)
    {
        var (code, value) = reason.Code.Split(':', 2) is [var name, var rest] ? (name, rest) : (reason.Code, "");
        return code switch
        {
            "dag_paused" => $"Task's DAG '{dagId}' is paused.",
            "run_not_running" => $"Task instance's dagrun was not in the 'running' state but in the state '{value}'.",
            "state_not_allowed" => $"Task is in the '{value}' state.",
            _ => reason.Text,
        };
    }
}
