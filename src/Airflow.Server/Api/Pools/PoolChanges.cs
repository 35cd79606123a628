using System.Text.Json;
using Airflow.Engine.Coordination;
using Airflow.Engine.Pools;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Bulk;

namespace Airflow.Server.Api.Pools;

/// <summary>Changes of pools: of one by its path, of several in one call.</summary>
internal static class PoolChanges
{
    public static async Task PatchAsync(ApiCall call)
    {
        var name = call.Route("pool_name");
        var body = PoolBodies.WithPool(call.Body);
        if (body.TryGetProperty("pool", out var other) && other.ValueKind == JsonValueKind.String && other.GetString() is { Length: > 0 } given && given != name)
        {
            throw ApiException.BadRequest("Invalid body, pool name from request body doesn't match uri parameter");
        }

        var before = await PoolEndpoints.FindAsync(call);
        var pool = await ChangeAsync(call, name, body, call.Texts("update_mask"));
        await call.AuditAsync(new AuditEntry { At = default, Event = "patch_pool", Extra = AuditChange.Of(call, PoolEndpoints.Of(before, [])) });
        call.Services.Wake.Wake("pools");
        await call.AnswerAsync(PoolEndpoints.Of(pool, await PoolEndpoints.UsageAsync(call)));
    }

    public static async Task BulkAsync(ApiCall call)
    {
        var pools = call.Services.Stores.Pools;
        var bulk = new NamedBulk
        {
            Words = "pools with these pool names",
            SeesCreated = true,
            RefusesTwins = true,
            RefuseUpdate = RefusePartial,
            Resource = ApiResources.Pools,
            NameOf = PoolBodies.NameOf,
            ExistsAsync = async name => await pools.FindAsync(name, call.Aborted) is not null,
            SaveAsync = async entity => await pools.SaveAsync(Allowed(entity, await pools.FindAsync(PoolBodies.NameOf(entity), call.Aborted)), call.Aborted),
            UpdateAsync = (entity, mask) => ChangeAsync(call, PoolBodies.NameOf(entity), entity, mask),
            DeleteAsync = name => name == Pool.DefaultName ? throw PoolEndpoints.DefaultStays() : pools.DeleteAsync(name, call.Aborted),
        };
        var response = await bulk.RunAsync(call);
        await call.AuditAsync(new AuditEntry { At = default, Event = "bulk_pools", Extra = call.Body.GetRawText() });
        call.Services.Wake.Wake("pools");
        await call.AnswerAsync(response);
    }

    private static async Task<Pool> ChangeAsync(ApiCall call, string name, JsonElement body, IReadOnlyList<string>? names)
    {
        var mask = new UpdateMask(body, names);
        var isDefault = name == Pool.DefaultName;
        if (isDefault && !mask.NamesOnly("slots", "include_deferred"))
        {
            throw DefaultIsFixed();
        }

        var pools = call.Services.Stores.Pools;
        var pool = await pools.FindAsync(name, call.Aborted) ?? throw PoolEndpoints.NotFound(name);
        if (!isDefault)
        {
            RefusePartial(body);
        }

        var changed = pool with
        {
            Slots = mask.Int("slots", pool.Slots) ?? pool.Slots,
            Description = mask.Text("description", pool.Description),
            IncludeDeferred = IsNull(body, "include_deferred") ? pool.IncludeDeferred : mask.Flag("include_deferred", pool.IncludeDeferred),
        };
        await pools.SaveAsync(changed, call.Aborted);
        return changed;
    }

    /// <summary>Whatever a mask says, all of a pool must be there, but for the default pool.</summary>
    private static void RefusePartial(JsonElement body)
    {
        var whole = PoolBodies.WithPool(body);
        if (!(whole.TryGetProperty("pool", out var pool) && pool.ValueKind == JsonValueKind.String && pool.GetString() == Pool.DefaultName))
        {
            PartialBody.Check(PoolBodies.Whole, whole);
        }
    }

    /// <summary>A pool that is to replace another; what is left out stays as it was, and nothing but the slots of the default pool may differ.</summary>
    private static Pool Allowed(JsonElement entity, Pool? old)
    {
        var pool = PoolBodies.Read(entity);
        if (old is null)
        {
            return pool;
        }

        var replaced = pool with
        {
            Description = entity.TryGetProperty("description", out _) ? pool.Description : old.Description,
            IncludeDeferred = entity.TryGetProperty("include_deferred", out _) ? pool.IncludeDeferred : old.IncludeDeferred,
        };
        return replaced.Name == Pool.DefaultName && replaced.Description != old.Description ? throw DefaultIsFixed() : replaced;
    }

    private static bool IsNull(JsonElement body, string field) => body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Null;

    private static ApiException DefaultIsFixed() => ApiException.BadRequest("Only slots and included_deferred can be modified on Default Pool");
}
