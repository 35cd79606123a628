using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>PATCH …/taskInstances: many task instances with one call.</summary>
internal static class TaskInstanceBulk
{
    public static void Map(ApiRoutes routes) =>
        routes.Map(new("PATCH", TaskInstanceEndpoints.Tasks, "bulk_task_instances", ApiNeed.Edit(ApiResources.TaskInstances), AnswerAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            IsList = true,
            Body = BulkBody.Model(TaskInstanceBodies.Bulk),
            Answer = typeof(BulkResponse),
        });

    private static async Task AnswerAsync(ApiCall call) => await call.AnswerAsync(await BulkRun.RunAsync(call, resource: null, async (action, result) =>
    {
        if (action.Kind == BulkActionKind.Create)
        {
            result.Fail(405, "Task instances bulk create is not supported");
            return;
        }

        foreach (var entity in action.Entities)
        {
            try
            {
                await OneAsync(call, action, entity, result);
            }
            catch (ApiException exception)
            {
                result.Fail(exception.Status, exception.Detail.GetValueKind() == JsonValueKind.String ? (string)exception.Detail! : exception.Detail.ToJsonString());
            }
        }
    }));

    private static async Task OneAsync(ApiCall call, BulkAction action, JsonElement entity, BulkActionResponse result)
    {
        var isText = entity.ValueKind == JsonValueKind.String;
        var taskId = isText ? entity.GetString()! : entity.Text("task_id")!;
        var dagId = (isText ? null : entity.Text("dag_id")) ?? call.Route("dag_id");
        var runId = (isText ? null : entity.Text("dag_run_id")) ?? call.Route("dag_run_id");
        if (dagId == DagScope.Any || runId == DagScope.Any)
        {
            throw ApiException.BadRequest($"When using wildcard in path, dag_id and dag_run_id must be specified in request body for task_id: {taskId}");
        }

        if (!call.User.CanFor(dagId, action.Kind == BulkActionKind.Delete ? "can_delete" : "can_edit", ApiResources.TaskInstances))
        {
            throw new ApiException(403, $"User is not authorized to change task instances of Dag {dagId}");
        }

        await ChangeAsync(call, action, entity, (dagId, runId, taskId), isText ? null : (int?)entity.Long("map_index"), result);
    }

    private static async Task ChangeAsync(
        ApiCall call, BulkAction action, JsonElement entity, (string DagId, string RunId, string TaskId) key, int? mapIndex, BulkActionResponse result)
    {
        var (dagId, runId, taskId) = key;
        var tasks = (await TaskLookup.OfRunAsync(call, dagId, runId, [taskId])).Where(task => mapIndex is null || task.Task.Key.MapIndex == mapIndex).ToList();
        if (tasks.Count == 0)
        {
            if (!action.SkipsMissing)
            {
                var index = mapIndex is null ? "" : string.Create(CultureInfo.InvariantCulture, $", map_index: {mapIndex}");
                throw ApiException.NotFound($"No task instances found for dag_id: {dagId}, run_id: {runId}, task_id: {taskId}{index}");
            }

            return;
        }

        if (action.Kind == BulkActionKind.Delete)
        {
            foreach (var task in tasks)
            {
                await TaskInstanceChanges.DeleteAsync(call, task.Task.Key, "bulk_task_instances");
            }
        }
        else
        {
            await UpdateAsync(call, action, entity, tasks, mapIndex);
        }

        result.Success.AddRange(tasks.Select(static task => string.Create(
            CultureInfo.InvariantCulture, $"{task.Task.Key.DagId}.{task.Task.Key.RunId}.{task.Task.Key.TaskId}[{task.Task.Key.MapIndex}]")));
    }

    private static async Task UpdateAsync(ApiCall call, BulkAction action, JsonElement entity, IReadOnlyList<ListedTask> tasks, int? mapIndex)
    {
        var key = tasks[0].Task.Key;
        var mask = new UpdateMask(entity, action.UpdateMask);
        if (TaskInstanceBodies.NewState(entity, mask) is { } state)
        {
            var request = TaskInstanceChanges.RequestOf(call, entity, key, state) with { MapIndexes = mapIndex is { } index ? [index] : null };
            if ((await TaskInstanceChanges.MarkingOf(call).MarkAsync(request, call.Aborted)).Count == 0)
            {
                throw ApiException.Conflict($"Task id {key.TaskId} is already in {state.Name()} state");
            }
        }

        if (mask.Touches("note"))
        {
            await TaskInstanceChanges.NoteAsync(call, tasks, entity.Text("note"));
        }

        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = "bulk_task_instances",
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            MapIndex = mapIndex,
            Extra = entity.GetRawText(),
        });
    }
}
