using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Dags;

/// <summary>/dags.</summary>
internal static class DagEndpoints
{
    private static readonly BodyModel Patch = new(new BodyField("is_paused", BodyKind.Flag));
    private static readonly ApiParameter UpdateMask = ApiParameter.Texts("update_mask");

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/dags", "get_dags", ApiNeed.Read(ApiResources.Dags), ListAsync)
        {
            Tag = "DAG",
            IsList = true,
            Parameters = DagFilters.All,
            Answer = typeof(DagCollectionResponse),
        });
        routes.Map(new("PATCH", "/dags", "patch_dags", ApiNeed.Edit(ApiResources.Dags), PatchManyAsync)
        {
            Tag = "DAG",
            IsList = true,
            Parameters = [UpdateMask, .. DagFilters.Common],
            Body = Patch,
            Answer = typeof(DagCollectionResponse),
        });
        routes.Map(new("GET", "/dags/{dag_id}", "get_dag", ApiNeed.Read(ApiResources.Dags), GetAsync) { Tag = "DAG", Answer = typeof(DagResponse) });
        routes.Map(new("PATCH", "/dags/{dag_id}", "patch_dag", ApiNeed.Edit(ApiResources.Dags), PatchAsync)
        {
            Tag = "DAG",
            Parameters = [UpdateMask],
            Body = Patch,
            Answer = typeof(DagResponse),
        });
        routes.Map(new("DELETE", "/dags/{dag_id}", "delete_dag", ApiNeed.Delete(ApiResources.Dags), DeleteAsync) { Tag = "DAG", Status = 204 });
        routes.Map(new("GET", "/dags/{dag_id}/details", "get_dag_details", ApiNeed.Read(ApiResources.Dags), DagDetailsEndpoint.GetAsync)
        {
            Tag = "DAG",
            Answer = typeof(DagDetailsResponse),
        });
        routes.Map(new("POST", "/dags/{dag_id}/favorite", "favorite_dag", ApiNeed.Read(ApiResources.Dags), FavoriteAsync) { Tag = "DAG", Status = 204 });
        routes.Map(new("POST", "/dags/{dag_id}/unfavorite", "unfavorite_dag", ApiNeed.Read(ApiResources.Dags), UnfavoriteAsync) { Tag = "DAG", Status = 204 });
    }

    /// <summary>The DAG in the path.</summary>
    public static async Task<DagRecord> FindAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        return await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) ?? throw ApiException.NotFound($"The Dag with ID: `{dagId}` was not found");
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Dags;
        var query = Paging.Read(call, listing, DagFilters.Read(call).All);

        // every open page asks for this list again and again
        var json = await call.Services.Shared.GetAsync(
            $"{call.User.Name}\n{call.Context.Request.QueryString.Value}",
            async () =>
            {
                var page = await listing.ListAsync(query, CancellationToken.None);
                return ApiJson.ToUtf8(new DagCollectionResponse([.. page.Items.Select(dag => DagResponse.Of(dag, call.Services))], page.Total));
            },
            call.Aborted);
        await call.WriteAsync(json);
    }

    private static async Task GetAsync(ApiCall call) => await call.AnswerAsync(DagResponse.Of(await FindAsync(call), call.Services));

    private static async Task PatchAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) ?? throw ApiException.NotFound($"Dag with id: {dagId} was not found");
        CheckMask(call);
        await SetPausedAsync(call, [dagId]);
        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_dag", DagId = dagId, Extra = AuditChange.Of(call, new { dag.IsPaused }) });
        await call.AnswerAsync(DagResponse.Of(await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) ?? dag, call.Services));
    }

    /// <summary>All that are chosen change; the answer shows a page of them.</summary>
    private static async Task PatchManyAsync(ApiCall call)
    {
        CheckMask(call);
        if (call.Text("dag_id_pattern") is null && call.Text("dag_id_prefix_pattern") is null)
        {
            await call.AnswerAsync(new DagCollectionResponse([], 0));
            return;
        }

        var listing = call.Services.Listings.Dags;
        var filters = DagFilters.ReadCommon(call, "can_edit").All;
        var chosen = await listing.ListAsync(new ListQuery { Filters = filters, Limit = int.MaxValue }, call.Aborted);
        await SetPausedAsync(call, [.. chosen.Items.Select(static dag => dag.DagId)]);
        var isPaused = call.Body.GetProperty("is_paused").GetBoolean();
        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_dags", Extra = call.Body.GetRawText() });
        var query = Paging.Read(call, listing, filters);
        var page = chosen.Items.Skip(query.Offset).Take(query.Limit).Select(dag => DagResponse.Of(dag with { IsPaused = isPaused }, call.Services));
        await call.AnswerAsync(new DagCollectionResponse([.. page], chosen.Total));
    }

    private static async Task SetPausedAsync(ApiCall call, IReadOnlyCollection<string> dagIds)
    {
        if (dagIds.Count > 0 && await call.Services.Stores.Dags.SetPausedAsync(dagIds, call.Body.GetProperty("is_paused").GetBoolean(), call.Aborted) > 0)
        {
            call.Services.Wake.Wake("dags");
        }
    }

    private static void CheckMask(ApiCall call)
    {
        if (call.Texts("update_mask") is { Count: > 0 } mask && mask is not ["is_paused"])
        {
            throw ApiException.BadRequest("Only `is_paused` field can be updated through the REST API");
        }
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        _ = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) ?? throw ApiException.NotFound($"Dag with id: {dagId} was not found");
        var running = await call.Services.Stores.Tasks.ListByStateAsync([TaskState.Running], call.Aborted);
        if (running.Any(task => task.Key.DagId == dagId))
        {
            throw ApiException.Conflict($"Task instances of dag with id: '{dagId}' are still running");
        }

        await call.Services.Stores.Dags.DeleteAsync(dagId, call.Aborted);
        call.Services.Wake.Wake("dags");
        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_dag", DagId = dagId });
        await call.EndAsync();
    }

    private static async Task FavoriteAsync(ApiCall call)
    {
        var dagId = await RequireAsync(call);
        if (!await call.Services.Favorites.AddAsync(call.User.Name, dagId, call.Aborted))
        {
            throw ApiException.UniqueViolation();
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "favorite_dag", DagId = dagId });
        await call.EndAsync();
    }

    private static async Task UnfavoriteAsync(ApiCall call)
    {
        var dagId = await RequireAsync(call);
        if (!await call.Services.Favorites.RemoveAsync(call.User.Name, dagId, call.Aborted))
        {
            throw ApiException.Conflict("Dag is not marked as favorite");
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "unfavorite_dag", DagId = dagId });
        await call.EndAsync();
    }

    private static async Task<string> RequireAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        return await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) is null ? throw ApiException.NotFound($"Dag with id '{dagId}' not found") : dagId;
    }
}
