using Airflow.Engine.Coordination;
using Airflow.Engine.Pools;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;

namespace Airflow.Server.Api.Pools;

/// <summary>/pools.</summary>
internal static class PoolEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/pools", "get_pools", ApiNeed.Read(ApiResources.Pools), ListAsync)
        {
            Tag = "Pool",
            Parameters = [Paging.Limit, Paging.Offset, Paging.OrderBy("id"), .. ApiParameter.Pattern("pool_name")],
            Answer = typeof(PoolCollectionResponse),
        });
        routes.Map(new("GET", "/pools/{**pool_name}", "get_pool", ApiNeed.Read(ApiResources.Pools), GetAsync) { Tag = "Pool", Answer = typeof(PoolResponse) });
        routes.Map(new("POST", "/pools", "post_pool", ApiNeed.Create(ApiResources.Pools), CreateAsync)
        {
            Tag = "Pool",
            Body = PoolBodies.New,
            Answer = typeof(PoolResponse),
            Status = 201,
        });
        routes.Map(new("PATCH", "/pools", "bulk_pools", ApiNeed.Edit(ApiResources.Pools), PoolChanges.BulkAsync)
        {
            Tag = "Pool",
            Body = BulkBody.Model(PoolBodies.New, isReadTwice: true),
            Answer = typeof(BulkResponse),
        });
        routes.Map(new("PATCH", "/pools/{**pool_name}", "patch_pool", ApiNeed.Edit(ApiResources.Pools), PoolChanges.PatchAsync)
        {
            Tag = "Pool",
            Parameters = [UpdateMask.Parameter],
            Body = PoolBodies.Patch,
            Answer = typeof(PoolResponse),
        });
        routes.Map(new("DELETE", "/pools/{**pool_name}", "delete_pool", ApiNeed.Delete(ApiResources.Pools), DeleteAsync) { Tag = "Pool", Status = 204 });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Pools;
        var filters = new ListFilters(call).Pattern("pool", "pool_name").All;
        var page = await listing.ListAsync(Paging.Read(call, listing, filters), call.Aborted);
        var usage = await UsageAsync(call);
        await call.AnswerAsync(new PoolCollectionResponse([.. page.Items.Select(pool => Of(pool, usage))], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var pool = await FindAsync(call);
        await call.AnswerAsync(Of(pool, await UsageAsync(call)));
    }

    private static async Task CreateAsync(ApiCall call)
    {
        var body = call.Body;
        var pool = PoolBodies.Read(body);
        if (await call.Services.Stores.Pools.FindAsync(pool.Name, call.Aborted) is not null)
        {
            throw ApiException.UniqueViolation();
        }

        await call.Services.Stores.Pools.SaveAsync(pool, call.Aborted);
        await call.AuditAsync(new AuditEntry { At = default, Event = "post_pool", Extra = body.GetRawText() });
        call.Services.Wake.Wake("pools");
        await call.AnswerAsync(PoolResponse.Of(new PoolUsage(pool, 0, 0, 0, 0)));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        var name = call.Route("pool_name");
        if (name == Pool.DefaultName)
        {
            throw DefaultStays();
        }

        var before = await FindAsync(call);
        if (!await call.Services.Stores.Pools.DeleteAsync(name, call.Aborted))
        {
            throw NotFound(name);
        }

        await call.AuditAsync(new AuditEntry { At = default, Event = "delete_pool", Extra = AuditChange.OfDeleted(call, Of(before, [])) });
        call.Services.Wake.Wake("pools");
        await call.EndAsync();
    }

    /// <summary>The one that the path names.</summary>
    public static async Task<Pool> FindAsync(ApiCall call)
    {
        var name = call.Route("pool_name");
        return await call.Services.Stores.Pools.FindAsync(name, call.Aborted) ?? throw NotFound(name);
    }

    public static async Task<Dictionary<string, PoolUsage>> UsageAsync(ApiCall call) =>
        (await call.Services.Stores.Pools.ListUsageAsync(call.Aborted)).ToDictionary(one => one.Pool.Name, StringComparer.Ordinal);

    public static PoolResponse Of(Pool pool, Dictionary<string, PoolUsage> usage) =>
        PoolResponse.Of(usage.GetValueOrDefault(pool.Name) is { } found ? found with { Pool = pool } : new PoolUsage(pool, 0, 0, 0, 0));

    public static ApiException DefaultStays() => ApiException.BadRequest("Default Pool can't be deleted");

    public static ApiException NotFound(string name) => ApiException.NotFound($"The Pool with name: `{name}` was not found");
}
