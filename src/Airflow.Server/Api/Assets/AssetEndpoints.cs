using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Assets;

/// <summary>/assets and /assets/aliases.</summary>
internal static class AssetEndpoints
{
    public const string Tag = "Asset";

    public static ApiParameter AssetId { get; } = ApiParameter.Integer("asset_id") with { In = "path", IsRequired = true };

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/assets", "get_assets", ApiNeed.Read(ApiResources.Assets), ListAsync)
        {
            Tag = Tag,
            Parameters =
            [
                Paging.Limit, Paging.Offset, .. ApiParameter.Pattern("name"), .. ApiParameter.Pattern("uri"), ApiParameter.Texts("dag_ids"),
                ApiParameter.Flag("only_active", otherwise: true), Paging.OrderBy("id"),
            ],
            Answer = typeof(AssetCollectionResponse),
        });
        routes.Map(new("GET", "/assets/aliases", "get_asset_aliases", ApiNeed.Read(ApiResources.AssetAliases), ListAliasesAsync)
        {
            Tag = Tag,
            Parameters = [Paging.Limit, Paging.Offset, .. ApiParameter.Pattern("name"), Paging.OrderBy("id")],
            Answer = typeof(AssetAliasCollectionResponse),
        });
        routes.Map(new("GET", "/assets/aliases/{asset_alias_id}", "get_asset_alias", ApiNeed.Read(ApiResources.AssetAliases), GetAliasAsync)
        {
            Tag = Tag,
            Parameters = [ApiParameter.Integer("asset_alias_id") with { In = "path", IsRequired = true }],
            Answer = typeof(AssetAliasResponse),
        });
        routes.Map(new("GET", "/assets/{asset_id}", "get_asset", ApiNeed.Read(ApiResources.Assets), GetAsync)
        {
            Tag = Tag,
            Parameters = [AssetId],
            Answer = typeof(AssetResponse),
        });
        routes.Map(new("POST", "/assets/{asset_id}/materialize", "materialize_asset", ApiNeed.Create(ApiResources.Assets), AssetMaterialization.AnswerAsync)
        {
            Tag = Tag,
            Parameters = [AssetId],
            Body = AssetMaterialization.Body,
            IsBodyOptional = true,
            Answer = typeof(DagRuns.DagRunResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Assets;
        var filters = new ListFilters(call).Pattern("name", "name").Pattern("uri", "uri").AnyOf("dag_ids", DagIds(call));
        if (call.Flag("only_active") == true)
        {
            filters.Add(ListFilter.Is("is_active", true));
        }

        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        var sees = Sees(call);
        await call.AnswerAsync(new AssetCollectionResponse([.. page.Items.Select(asset => AssetResponse.Of(asset, sees))], page.Total));
    }

    /// <summary>One text may hold several, separated by commas.</summary>
    private static IReadOnlyList<string>? DagIds(ApiCall call) => call.Texts("dag_ids") is [var only] ? only.Split(',') : call.Texts("dag_ids");

    private static async Task GetAsync(ApiCall call)
    {
        var id = call.Long("asset_id");
        var page = await call.Services.Listings.Assets.ListAsync(new ListQuery { Filters = [ListFilter.Is("id", id)], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(page.Items is [var asset]
            ? AssetResponse.Of(asset, Sees(call))
            : throw ApiException.NotFound($"The Asset with ID: `{id}` was not found"));
    }

    private static Func<string, bool> Sees(ApiCall call)
    {
        var visible = call.User.DagsFor("can_read", ApiResources.Dags);
        return dagId => visible is null || visible.Contains(dagId);
    }

    private static async Task ListAliasesAsync(ApiCall call)
    {
        var listing = call.Services.Listings.AssetAliases;
        var page = await listing.ListAsync(Paging.Read(call, listing, new ListFilters(call).Pattern("name", "name").All), call.Aborted);
        await call.AnswerAsync(new AssetAliasCollectionResponse([.. page.Items.Select(AssetAliasResponse.Of)], page.Total));
    }

    private static async Task GetAliasAsync(ApiCall call)
    {
        var id = call.Long("asset_alias_id");
        var page = await call.Services.Listings.AssetAliases.ListAsync(new ListQuery { Filters = [ListFilter.Is("id", id)], Limit = 1 }, call.Aborted);
        await call.AnswerAsync(page.Items is [var alias]
            ? AssetAliasResponse.Of(alias)
            : throw ApiException.NotFound($"The Asset Alias with ID: `{id}` was not found"));
    }
}
