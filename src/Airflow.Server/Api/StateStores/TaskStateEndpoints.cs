using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.StateStores;

/// <summary>/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}/state-store.</summary>
internal static class TaskStateEndpoints
{
    private const string Tag = "Task State Store";
    private const string All = "/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}/state-store";
    private const string One = All + "/{**key}";

    private static readonly ApiParameter MapIndex = ApiParameter.Integer("map_index") with { Minimum = -1, Default = -1 };

    private static readonly BodyModel Body = new(new BodyField("value", BodyKind.Any), BodyField.Optional("expires_at", BodyKind.Any)) { Name = "TaskStateStoreBody" };
    private static readonly BodyModel Patch = new(new BodyField("value", BodyKind.Any)) { Name = "TaskStateStorePatchBody" };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", All, "list_task_state_store", ApiNeed.Read(ApiResources.TaskInstances), ListAsync)
        {
            Tag = Tag,
            Parameters = [MapIndex, Paging.Limit, Paging.Offset],
            Answer = typeof(TaskStateStoreCollectionResponse),
        });
        routes.Map(new("DELETE", All, "clear_task_state_store", ApiNeed.Delete(ApiResources.TaskInstances), ClearAsync)
        {
            Tag = Tag,
            Parameters = [ApiParameter.Flag("all_map_indices", otherwise: false), MapIndex],
            Status = 204,
        });
        routes.Map(new("GET", One, "get_task_state_store", ApiNeed.Read(ApiResources.TaskInstances), GetAsync)
        {
            Tag = Tag,
            Parameters = [MapIndex],
            Answer = typeof(TaskStateStoreResponse),
        });
        routes.Map(new("PUT", One, "set_task_state_store", ApiNeed.Edit(ApiResources.TaskInstances), SetAsync) { Tag = Tag, Parameters = [MapIndex], Body = Body, Status = 204 });
        routes.Map(new("PATCH", One, "patch_task_state_store", ApiNeed.Edit(ApiResources.TaskInstances), PatchAsync) { Tag = Tag, Parameters = [MapIndex], Body = Patch });
        routes.Map(new("DELETE", One, "delete_task_state_store", ApiNeed.Delete(ApiResources.TaskInstances), DeleteAsync)
        {
            Tag = Tag,
            Parameters = [MapIndex],
            Status = 204,
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.TaskStates;
        var page = await listing.ListAsync(Paging.Read(call, listing, Filters(call)), call.Aborted);
        await call.AnswerAsync(new TaskStateStoreCollectionResponse([.. page.Items.Select(TaskStateStoreResponse.Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var page = await call.Services.Listings.TaskStates.ListAsync(
            new ListQuery { Filters = [.. Filters(call), ListFilter.Is("key", call.Route("key"))], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(page.Items is [var found] ? TaskStateStoreResponse.Of(found) : throw NoSuchKey(call));
    }

    private static async Task SetAsync(ApiCall call)
    {
        var value = StateValue.Read(call);
        var expiresAt = ExpiresAt(call);
        await call.Services.Resources.TaskStates.SaveAsync(await FindAsync(call), call.Route("key"), value, expiresAt, call.Aborted);
        await AuditAsync(call);
        await call.EndAsync();
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var value = StateValue.Read(call);
        if (!await call.Services.StateEditor.ReplaceAsync(await FindAsync(call), call.Route("key"), value, call.Aborted))
        {
            throw NoSuchKey(call);
        }

        await AuditAsync(call);
        await call.AnswerAsync<object?>(null);
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        await call.Services.Resources.TaskStates.DeleteAsync(await FindAsync(call), call.Route("key"), call.Aborted);
        await AuditAsync(call);
        await call.EndAsync();
    }

    private static async Task ClearAsync(ApiCall call)
    {
        if (call.Flag("all_map_indices") == true)
        {
            await RequireAnyAsync(call);
            await call.Services.StateEditor.ClearAsync(call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), call.Aborted);
        }
        else
        {
            await call.Services.Resources.TaskStates.ClearAsync(await FindAsync(call), call.Aborted);
        }

        await AuditAsync(call);
        await call.EndAsync();
    }

    private static Task AuditAsync(ApiCall call) => call.AuditAsync(new AuditEntry
    {
        At = default,
        Event = call.OperationId,
        DagId = call.Route("dag_id"),
        RunId = call.Route("dag_run_id"),
        TaskId = call.Route("task_id"),
        MapIndex = call.Int("map_index"),
    });

    private static ListFilter[] Filters(ApiCall call) =>
    [
        ListFilter.Is("dag_id", call.Route("dag_id")), ListFilter.Is("run_id", call.Route("dag_run_id")), ListFilter.Is("task_id", call.Route("task_id")),
        ListFilter.Is("map_index", call.Long("map_index")), ListFilter.Is("at", call.Services.Clock.GetUtcNow()),
    ];

    private static async Task<TaskInstanceKey> FindAsync(ApiCall call)
    {
        var index = (int)Math.Min(call.Long("map_index") ?? -1, int.MaxValue);
        var key = new TaskInstanceKey(call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"), index);
        return await call.Services.Stores.Tasks.FindAsync(key, call.Aborted) is null
            ? throw ApiException.NotFound($"Task instance not found for dag_id='{key.DagId}', run_id='{key.RunId}', task_id='{key.TaskId}', map_index={key.MapIndex}")
            : key;
    }

    /// <exception cref="ApiException">404: the task has no instance in the run.</exception>
    private static async Task RequireAnyAsync(ApiCall call)
    {
        var (dagId, runId, taskId) = (call.Route("dag_id"), call.Route("dag_run_id"), call.Route("task_id"));
        var query = new ListQuery { Filters = [.. TaskInstanceEndpoints.OfTask(dagId, runId, taskId)], Limit = 1 };
        if ((await call.Services.Listings.Tasks.ListAsync(query, call.Aborted)).Total == 0)
        {
            throw ApiException.NotFound($"Task instance not found for dag_id='{dagId}', run_id='{runId}', task_id='{taskId}', all_map_indices=True");
        }
    }

    /// <summary>A time, null for never, or what is set for all values.</summary>
    private static DateTimeOffset? ExpiresAt(ApiCall call)
    {
        if (!call.Body.TryGetProperty("expires_at", out var given) || (given.ValueKind == JsonValueKind.String && given.ValueEquals("default")))
        {
            var days = call.Services.Configuration.GetInt("state_store", "default_retention_days");
            return days > 0 ? call.Services.Clock.GetUtcNow().AddDays(days) : null;
        }

        if (given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = given.ValueKind == JsonValueKind.String ? given.GetString()! : null;
        if (text is not null && Wire.TryTime(text, out var time))
        {
            return time;
        }

        var input = JsonNode.Parse(given.GetRawText());
        throw ApiException.Invalid(
        [
            text is null
                ? Problems.Of("datetime_type", ["body", "expires_at", "datetime"], "Input should be a valid datetime", input)
                : Problems.NotTime(["body", "expires_at", "datetime"], text),
            Problems.NotLiteral(["body", "expires_at", "literal['default']"], "'default'", input),
        ]);
    }

    private static ApiException NoSuchKey(ApiCall call) => ApiException.NotFound($"Task state store key '{call.Route("key")}' not found");
}
