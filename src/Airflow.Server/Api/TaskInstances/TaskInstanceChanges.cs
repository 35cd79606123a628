using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Listing;
using Airflow.Engine.Marking;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>Giving task instances a state or a note, trying that out, and deleting them.</summary>
internal static class TaskInstanceChanges
{
    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index");

    public static void Map(ApiRoutes routes)
    {
        Map(routes, TaskInstanceEndpoints.One, "patch_task_instance", MapIndex, PatchAsync);
        Map(routes, TaskInstanceEndpoints.Mapped, "patch_task_instance_by_map_index", TaskInstanceEndpoints.MapIndexInPath, PatchAsync);
        Map(routes, TaskInstanceEndpoints.One + "/dry_run", "patch_task_instance_dry_run", MapIndex, DryRunAsync);
        Map(routes, TaskInstanceEndpoints.Mapped + "/dry_run", "patch_task_instance_dry_run_by_map_index", TaskInstanceEndpoints.MapIndexInPath, DryRunAsync);
        routes.Map(new("DELETE", TaskInstanceEndpoints.One, "delete_task_instance", ApiNeed.Delete(ApiResources.TaskInstances), DeleteAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [MapIndex with { Default = -1 }],
        });
    }

    /// <summary>What a body asks to be marked.</summary>
    public static MarkRequest RequestOf(ApiCall call, JsonElement body, TaskInstanceKey key, TaskState state) => new()
    {
        DagId = key.DagId,
        RunId = key.RunId,
        TaskIds = [key.TaskId],
        State = state,
        IncludeUpstream = body.Flag("include_upstream") ?? false,
        IncludeDownstream = body.Flag("include_downstream") ?? false,
        IncludeFuture = body.Flag("include_future") ?? false,
        IncludePast = body.Flag("include_past") ?? false,
        User = call.User.Name,
    };

    public static StateMarking MarkingOf(ApiCall call) => new(call.Services.Stores, call.Services.Versions, call.Services.Wake, call.Services.Clock);

    public static ApiException NotFound(TaskInstanceKey key, bool isList) => new(404, isList ? new JsonArray(Missing(key)) : Missing(key));

    /// <summary>Writes the notes of instances, all with the text that the body has; one without a letter takes them away.</summary>
    public static async Task NoteAsync(ApiCall call, IEnumerable<ListedTask> tasks, string? note)
    {
        foreach (var task in tasks)
        {
            await call.Services.Stores.Tasks.SetNoteAsync(task.Task.Key, DagRuns.DagRunChanges.NoteOf(note), call.User.Name, call.Aborted);
        }
    }

    /// <summary>The latest version of the DAG.</summary>
    public static async Task<ScheduledDag> DagAsync(ApiCall call, string dagId)
    {
        var record = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var dag = record?.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        return dag ?? throw ApiException.NotFound($"The Dag with ID: `{dagId}` was not found");
    }

    public static async Task DeleteAsync(ApiCall call, TaskInstanceKey key, string operation)
    {
        if (await call.Services.Stores.Tasks.FindAsync(key, call.Aborted) is null
            || await call.Services.Stores.Runs.FindAsync(key.DagId, key.RunId, call.Aborted) is not { } run)
        {
            throw NotFound(key, isList: false);
        }

        // whoever holds the run reads it anew, without this instance
        await call.Services.Stores.Writer.WriteAsync(new StateChange { BrokenLeases = [run.Id] }, call.Aborted);
        await call.Services.Stores.Tasks.DeleteAsync(key, call.Aborted);
        call.Services.Wake.Wake("runs");
        await call.AuditAsync(new AuditEntry { At = default, Event = operation, DagId = key.DagId, RunId = key.RunId, TaskId = key.TaskId, MapIndex = key.MapIndex });
    }

    private static JsonNode Missing(TaskInstanceKey key) => string.Create(
        CultureInfo.InvariantCulture, $"The Task Instance with dag_id: `{key.DagId}`, run_id: `{key.RunId}`, task_id: `{key.TaskId}` and map_index: `{key.MapIndex}` was not found");

    private static void Map(ApiRoutes routes, string pattern, string id, ApiParameter mapIndex, Func<ApiCall, Task> handler) =>
        routes.Map(new("PATCH", pattern, id, ApiNeed.Edit(ApiResources.TaskInstances), handler)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [mapIndex, UpdateMask.Parameter],
            Body = TaskInstanceBodies.Patch,
            Answer = typeof(TaskInstanceCollectionResponse),
        });

    private static async Task PatchAsync(ApiCall call)
    {
        var (key, tasks) = await FindAsync(call);
        var mask = new UpdateMask(call.Body, call.Texts("update_mask"));
        if (TaskInstanceBodies.NewState(call.Body, mask) is { } state)
        {
            var marked = await MarkingOf(call).MarkAsync(RequestOf(call, call.Body, key, state) with { MapIndexes = MapIndexesOf(call) }, call.Aborted);
            if (marked.Count == 0)
            {
                throw ApiException.Conflict($"Task id {key.TaskId} is already in {state.Name()} state");
            }
        }

        if (TaskInstanceBodies.HasNote(call.Body, mask))
        {
            await NoteAsync(call, tasks, call.Body.Text("note"));
        }

        await call.AuditAsync(new AuditEntry
        {
            At = default,
            Event = "patch_task_instance",
            DagId = key.DagId,
            RunId = key.RunId,
            TaskId = key.TaskId,
            MapIndex = (int?)call.Long("map_index"),
            Extra = call.Body.GetRawText(),
        });
        await AnswerAsync(call, await TaskLookup.OfKeysAsync(call, tasks.Select(static task => task.Task.Key)));
    }

    private static async Task DryRunAsync(ApiCall call)
    {
        var (key, tasks) = await FindAsync(call);
        var mask = new UpdateMask(call.Body, call.Texts("update_mask"));
        if (TaskInstanceBodies.NewState(call.Body, mask) is { } state)
        {
            var marked = await MarkingOf(call).SelectAsync(RequestOf(call, call.Body, key, state) with { MapIndexes = MapIndexesOf(call) }, call.Aborted);
            tasks = await TaskLookup.OfKeysAsync(call, marked.Where(item => item.To == state).Select(static item => item.Task.Key));
        }

        await AnswerAsync(call, tasks);
    }

    private static int[]? MapIndexesOf(ApiCall call) => call.Long("map_index") is { } index ? [(int)Math.Clamp(index, int.MinValue, int.MaxValue)] : null;

    /// <summary>The instances of the path: of a mapped task all, unless a map index is given.</summary>
    private static async Task<(TaskInstanceKey Key, IReadOnlyList<ListedTask> Tasks)> FindAsync(ApiCall call)
    {
        var (dagId, runId, taskId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"));
        var dag = await DagAsync(call, dagId);
        if (!dag.Graph.TryGetIndex(taskId, out _))
        {
            throw ApiException.NotFound($"Task '{taskId}' not found in Dag '{dagId}'");
        }

        var indexes = MapIndexesOf(call);
        var tasks = await TaskLookup.OfRunAsync(call, dagId, runId, [taskId]);
        tasks = indexes is null ? tasks : [.. tasks.Where(task => indexes.Contains(task.Task.Key.MapIndex))];
        return tasks.Count > 0
            ? (new TaskInstanceKey(dagId, runId, taskId, -1), tasks)
            : throw (indexes is null
                ? new ApiException(404, new JsonArray($"The Task Instance with dag_id: `{dagId}`, run_id: `{runId}`, task_id: `{taskId}` and map_index: `None` was not found"))
                : NotFound(new TaskInstanceKey(dagId, runId, taskId, indexes[0]), isList: true));
    }

    public static Task AnswerAsync(ApiCall call, IReadOnlyList<ListedTask> tasks) =>
        call.AnswerAsync(TaskInstanceCollectionResponse.Of(call, new ListPage<ListedTask>(tasks, tasks.Count)));

    private static async Task DeleteAsync(ApiCall call)
    {
        var index = (int)Math.Clamp(call.Long("map_index") ?? -1, int.MinValue, int.MaxValue);
        var key = new TaskInstanceKey(call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), index);
        if (await TaskInstanceEndpoints.FindAsync(call, key) is null)
        {
            throw NotFound(key, isList: false);
        }

        await DeleteAsync(call, key, "delete_task_instance");
        await call.AnswerAsync((object?)null);
    }
}
