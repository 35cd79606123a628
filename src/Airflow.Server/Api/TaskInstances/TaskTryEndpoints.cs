using System.Globalization;
using Airflow.Engine.Dags;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>…/taskInstances/{task_id}/tries: what became of each try.</summary>
internal static class TaskTryEndpoints
{
    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index") with { Default = -1 };

    private static readonly ApiParameter TryNumber = ApiParameter.Integer("task_try_number") with { In = "path", IsRequired = true };

    public static void Map(ApiRoutes routes)
    {
        Map(routes, TaskInstanceEndpoints.One + "/tries", "get_task_instance_tries", MapIndex);
        Map(routes, TaskInstanceEndpoints.Mapped + "/tries", "get_mapped_task_instance_tries", TaskInstanceEndpoints.MapIndexInPath);
        MapOne(routes, TaskInstanceEndpoints.One + "/tries/{task_try_number}", "get_task_instance_try_details", MapIndex);
        MapOne(routes, TaskInstanceEndpoints.Mapped + "/tries/{task_try_number}", "get_mapped_task_instance_try_details", TaskInstanceEndpoints.MapIndexInPath);
    }

    /// <summary>The instance that a path and a map index name.</summary>
    public static TaskInstanceKey KeyOf(ApiCall call) => new(
        call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), (int)Math.Clamp(call.Long("map_index") ?? -1, int.MinValue, int.MaxValue));

    /// <summary>A try of an instance, be it the last or an earlier one.</summary>
    public static async Task<TaskInstance?> FindTryAsync(ApiCall call, TaskInstanceKey key, long tryNumber)
    {
        var task = await call.Services.Stores.Tasks.FindAsync(key, call.Aborted);
        return task?.TryNumber == tryNumber
            ? task
            : (await call.Services.Stores.Tasks.ListHistoryAsync(key, call.Aborted)).LastOrDefault(tried => tried.TryNumber == tryNumber);
    }

    private static void Map(ApiRoutes routes, string pattern, string id, ApiParameter mapIndex) =>
        routes.Map(new("GET", pattern, id, ApiNeed.Read(ApiResources.TaskInstances), ListAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [mapIndex],
            Answer = typeof(TaskInstanceHistoryCollectionResponse),
        });

    private static void MapOne(ApiRoutes routes, string pattern, string id, ApiParameter mapIndex) =>
        routes.Map(new("GET", pattern, id, ApiNeed.Read(ApiResources.TaskInstances), GetAsync)
        {
            Tag = TaskInstanceEndpoints.Tag,
            Parameters = [TryNumber, mapIndex],
            Answer = typeof(TaskInstanceHistoryResponse),
        });

    private static async Task ListAsync(ApiCall call)
    {
        var key = KeyOf(call);
        var last = await TaskInstanceEndpoints.FindAsync(call, key);
        var tries = (await call.Services.Stores.Tasks.ListHistoryAsync(key, call.Aborted)).ToList();

        // one that waits for its next try is not a try of its own
        if (last is { Task.State: not TaskState.UpForRetry } && tries.TrueForAll(tried => tried.Id != last.Task.Id && tried.TryNumber != last.Task.TryNumber))
        {
            tries.Add(last.Task);
        }

        if (tries.Count == 0)
        {
            throw last is null ? TaskInstanceChanges.NotFound(key, isList: false) : NoTries(key);
        }

        var versions = new Dictionary<Guid, DagVersionRecord?>();
        foreach (var id in tries.Select(static tried => tried.DagVersionId).OfType<Guid>().Distinct())
        {
            versions[id] = await call.Services.Stores.Dags.FindVersionAsync(id, call.Aborted);
        }

        var answers = tries.Select(tried => TaskInstanceHistoryResponse.Of(call, tried, tried.DagVersionId is { } id ? versions[id] : null, last?.DagDisplayName)).ToList();
        await call.AnswerAsync(new TaskInstanceHistoryCollectionResponse(answers, answers.Count));
    }

    private static ApiException NoTries(TaskInstanceKey key) => TaskInstanceChanges.NotFound(key, isList: false);

    private static async Task GetAsync(ApiCall call)
    {
        var key = KeyOf(call);
        var number = call.Long("task_try_number")!.Value;
        var tried = await FindTryAsync(call, key, number) ?? throw ApiException.NotFound(string.Create(
            CultureInfo.InvariantCulture,
            $"The Task Instance with dag_id: `{key.DagId}`, run_id: `{key.RunId}`, task_id: `{key.TaskId}`, try_number: `{number}` and map_index: `{key.MapIndex}` was not found"));
        var version = tried.DagVersionId is { } id ? await call.Services.Stores.Dags.FindVersionAsync(id, call.Aborted) : null;
        var display = (await call.Services.Stores.Dags.FindAsync(key.DagId, call.Aborted))?.DisplayName;
        await call.AnswerAsync(TaskInstanceHistoryResponse.Of(call, tried, version, display));
    }
}
