using Airflow.Engine.Coordination;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Api.TaskInstances;

namespace Airflow.Server.Api.TaskGroups;

/// <summary>/dags/{dag_id}/dagRuns/{dag_run_id}/taskGroupInstances: the task instances of a group together.</summary>
internal static class TaskGroupEndpoints
{
    private const string Group = DagRunEndpoints.Run + "/taskGroupInstances/{group_id}";

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("PATCH", Group + "/dry_run", "patch_task_group_instances_dry_run", ApiNeed.Edit(ApiResources.TaskInstances), DryRunAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Body = TaskInstanceBodies.Patch,
            Answer = typeof(TaskInstanceCollectionResponse),
        });
        routes.Map(new("PATCH", Group, "patch_task_group_instances", ApiNeed.Edit(ApiResources.TaskInstances), PatchAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [UpdateMask.Parameter],
            Body = TaskInstanceBodies.Patch,
            Answer = typeof(TaskInstanceCollectionResponse),
        });
    }

    private static async Task DryRunAsync(ApiCall call)
    {
        var tasks = await FindAsync(call);
        if (TaskInstanceBodies.NewState(call.Body, new UpdateMask(call.Body, null)) is { } state)
        {
            var marked = await TaskInstanceChanges.MarkingOf(call).SelectAsync(RequestOf(call, tasks, state), call.Aborted);
            tasks = await TaskLookup.OfKeysAsync(call, Sorted(marked, state));
        }

        await TaskInstanceChanges.AnswerAsync(call, tasks);
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var tasks = await FindAsync(call);
        var mask = new UpdateMask(call.Body, call.Texts("update_mask"));
        var answered = tasks;
        if (TaskInstanceBodies.NewState(call.Body, mask) is { } state)
        {
            var marked = await TaskInstanceChanges.MarkingOf(call).MarkAsync(RequestOf(call, tasks, state), call.Aborted);
            if (marked.Count == 0)
            {
                throw ApiException.Conflict($"All task instances in the group are already in {state.Name()} state");
            }

            // what had the state already is not told
            answered = await TaskLookup.OfKeysAsync(call, Sorted(marked, state));
        }

        // as in Airflow the answer tells of the notes as they were
        if (TaskInstanceBodies.HasNote(call.Body, mask))
        {
            await TaskInstanceChanges.NoteAsync(call, tasks, call.Body.Text("note"));
        }

        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = "patch_task_group_instances",
            DagId = call.Route("dag_id"),
            RunId = call.Route("dag_run_id"),
            Extra = call.Body.GetRawText(),
        });
        await TaskInstanceChanges.AnswerAsync(call, answered);
    }

    private static IEnumerable<TaskInstanceKey> Sorted(IEnumerable<Engine.Marking.MarkedTask> marked, TaskState state) =>
        marked.Where(item => item.To == state).Select(static item => item.Task.Key)
            .OrderBy(static key => key.TaskId, StringComparer.Ordinal).ThenBy(static key => key.MapIndex);

    private static Engine.Marking.MarkRequest RequestOf(ApiCall call, IReadOnlyList<ListedTask> tasks, TaskState state) =>
        TaskInstanceChanges.RequestOf(call, call.Body, tasks[0].Task.Key, state) with
        {
            TaskIds = [.. tasks.Select(static task => task.Task.Key.TaskId).Distinct(StringComparer.Ordinal)],
        };

    private static async Task<IReadOnlyList<ListedTask>> FindAsync(ApiCall call)
    {
        var (dagId, runId, groupId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("group_id"));
        var dag = await TaskInstanceChanges.DagAsync(call, dagId);
        var taskIds = TaskGroupFilter.TasksOf(dag, groupId) ?? throw ApiException.NotFound($"Task group '{groupId}' not found in DAG '{dagId}'");
        return await TaskLookup.OfRunAsync(call, dagId, runId, taskIds) is { Count: > 0 } tasks
            ? tasks
            : throw ApiException.NotFound($"No task instances found for task group '{groupId}' in dag run '{runId}'");
    }
}
