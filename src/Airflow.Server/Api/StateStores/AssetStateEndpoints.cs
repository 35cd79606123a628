using Airflow.Engine.Coordination;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Assets;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.StateStores;

/// <summary>/assets/{asset_id}/state-store.</summary>
internal static class AssetStateEndpoints
{
    private const string Tag = "Asset State Store";
    private const string All = "/assets/{asset_id}/state-store";
    private const string One = All + "/{**key}";

    private static readonly BodyModel Body = new(new BodyField("value", BodyKind.Any)) { Name = "AssetStateStoreBody" };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", All, "list_asset_state_store", ApiNeed.Read(ApiResources.Assets), ListAsync)
        {
            Tag = Tag,
            Parameters = [AssetEndpoints.AssetId, Paging.Limit, Paging.Offset],
            Answer = typeof(AssetStateStoreCollectionResponse),
        });
        routes.Map(new("DELETE", All, "clear_asset_state_store", ApiNeed.Delete(ApiResources.Assets), ClearAsync)
        {
            Tag = Tag,
            Parameters = [AssetEndpoints.AssetId],
            Status = 204,
        });
        routes.Map(new("GET", One, "get_asset_state_store", ApiNeed.Read(ApiResources.Assets), GetAsync)
        {
            Tag = Tag,
            Parameters = [AssetEndpoints.AssetId],
            Answer = typeof(AssetStateStoreResponse),
        });
        routes.Map(new("PUT", One, "set_asset_state_store", ApiNeed.Edit(ApiResources.Assets), SetAsync)
        {
            Tag = Tag,
            Parameters = [AssetEndpoints.AssetId],
            Body = Body,
            Status = 204,
        });
        routes.Map(new("DELETE", One, "delete_asset_state_store", ApiNeed.Delete(ApiResources.Assets), DeleteAsync)
        {
            Tag = Tag,
            Parameters = [AssetEndpoints.AssetId],
            Status = 204,
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.AssetStates;
        var assetId = await FindAsync(call);
        var page = await listing.ListAsync(Paging.Read(call, listing, [ListFilter.Is("asset_id", assetId)]), call.Aborted);
        await call.AnswerAsync(new AssetStateStoreCollectionResponse([.. page.Items.Select(AssetStateStoreResponse.Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var (assetId, key) = (await FindAsync(call), call.Route("key"));
        var page = await call.Services.Listings.AssetStates.ListAsync(
            new ListQuery { Filters = [ListFilter.Is("asset_id", assetId), ListFilter.Is("key", key)], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(page.Items is [var found] ? AssetStateStoreResponse.Of(found) : throw ApiException.NotFound($"Asset state store key '{key}' not found"));
    }

    private static async Task SetAsync(ApiCall call)
    {
        var value = StateValue.Read(call);
        await call.Services.StateEditor.SaveAsync(await FindAsync(call), call.Route("key"), value, call.Aborted);
        await EndAsync(call);
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        await call.Services.Resources.AssetStates.DeleteAsync(await FindAsync(call), call.Route("key"), call.Aborted);
        await EndAsync(call);
    }

    private static async Task ClearAsync(ApiCall call)
    {
        await call.Services.Resources.AssetStates.ClearAsync(await FindAsync(call), call.Aborted);
        await EndAsync(call);
    }

    private static async Task EndAsync(ApiCall call)
    {
        await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId });
        await call.EndAsync();
    }

    private static async Task<int> FindAsync(ApiCall call)
    {
        var id = call.Long("asset_id");
        var page = await call.Services.Listings.Assets.ListAsync(new ListQuery { Filters = [ListFilter.Is("id", id)], Limit = 1 }, call.Aborted);
        return page.Items is [var asset] ? asset.Asset.Id : throw ApiException.NotFound($"Asset with id {id} not found");
    }
}
