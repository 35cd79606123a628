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

        // those of one map index come first; what is not there ends the action
        var entities = Resolve(call, action, result);
        await RefuseMissingAsync(call, action, entities);
        foreach (var (key, entity) in entities.OrderBy(static one => one.Key.MapIndex is null))
        {
            await ChangeAsync(call, action, entity, key, result);
        }
    }));

    /// <summary>The entities by what they name; of two for the same the later one counts. What cannot be named or touched is told.</summary>
    private static Dictionary<(string DagId, string RunId, string TaskId, int? MapIndex), JsonElement> Resolve(ApiCall call, BulkAction action, BulkActionResponse result)
    {
        var right = action.Kind == BulkActionKind.Delete ? "can_delete" : "can_edit";
        var entities = new Dictionary<(string DagId, string RunId, string TaskId, int? MapIndex), JsonElement>();
        foreach (var entity in action.Entities)
        {
            var key = KeyOf(call, entity);
            if (key.DagId == DagScope.Any || key.RunId == DagScope.Any)
            {
                var place = entity.ValueKind == JsonValueKind.String ? "BulkTaskInstanceBody object, not as string" : "request body";
                result.Fail(400, $"When using wildcard in path, dag_id and dag_run_id must be specified in {place} for task_id: {key.TaskId}");
            }
            else if (!call.User.CanFor(key.DagId, right, ApiResources.TaskInstances))
            {
                result.Fail(403, $"User is not authorized to {(action.Kind == BulkActionKind.Delete ? "delete" : "update")} task instances for DAG '{key.DagId}'");
            }
            else
            {
                entities[key] = entity;
            }
        }

        return entities;
    }

    private static (string DagId, string RunId, string TaskId, int? MapIndex) KeyOf(ApiCall call, JsonElement entity)
    {
        var (dagId, runId) = (TextOf(entity, "dag_id") ?? call.Route("dag_id"), TextOf(entity, "dag_run_id") ?? call.Route("dag_run_id"));
        return entity.ValueKind == JsonValueKind.String
            ? (dagId, runId, entity.GetString()!, null)
            : (dagId, runId, entity.Text("task_id")!, (int?)entity.Long("map_index"));
    }

    private static string? TextOf(JsonElement entity, string name) => entity.ValueKind == JsonValueKind.Object && entity.Text(name) is { Length: > 0 } text ? text : null;

    /// <exception cref="ApiException">404: some instance that is named by its map index is not there.</exception>
    private static async Task RefuseMissingAsync(ApiCall call, BulkAction action, Dictionary<(string DagId, string RunId, string TaskId, int? MapIndex), JsonElement> entities)
    {
        var missing = new List<string>();
        foreach (var (dagId, runId, taskId, mapIndex) in entities.Keys.Where(key => key.MapIndex is not null && !action.SkipsMissing))
        {
            if ((await TaskLookup.OfRunAsync(call, dagId, runId, [taskId])).All(task => task.Task.Key.MapIndex != mapIndex))
            {
                missing.Add(string.Create(CultureInfo.InvariantCulture, $"{{'dag_id': '{dagId}', 'dag_run_id': '{runId}', 'task_id': '{taskId}', 'map_index': {mapIndex}}}"));
            }
        }

        if (missing.Count > 0)
        {
            throw ApiException.NotFound($"The task instances with these identifiers: [{string.Join(", ", missing)}] were not found");
        }
    }

    private static async Task ChangeAsync(
        ApiCall call, BulkAction action, JsonElement entity, (string DagId, string RunId, string TaskId, int? MapIndex) key, BulkActionResponse result)
    {
        var (dagId, runId, taskId, mapIndex) = key;
        var tasks = (await TaskLookup.OfRunAsync(call, dagId, runId, [taskId])).Where(task => mapIndex is null || task.Task.Key.MapIndex == mapIndex).ToList();
        if (tasks.Count == 0)
        {
            if (!action.SkipsMissing)
            {
                throw ApiException.NotFound($"No task instances found for dag_id: {dagId}, run_id: {runId}, task_id: {taskId}");
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

        if (mask.Touches("note") && entity.Text("note") is not null)
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
