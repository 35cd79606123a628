using Airflow.Engine.Listing;
using Airflow.Server.Api.Assets;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>The events of assets that pages show some of.</summary>
internal static class MadeAssets
{
    private const int Shown = 6;

    /// <summary>The newest ones, or the oldest, and how many there are; null: the caller may not know of assets.</summary>
    public static async Task<object?> OfAsync(ApiCall call, ListFilter filter, ListFilter? more = null, bool isOldestFirst = false)
    {
        if (call.User.DagsFor("can_read", ApiResources.Assets) is { Count: 0 })
        {
            return null;
        }

        var filters = new ListFilters(call).VisibleOrOfNone("source_dag_id", "can_read", ApiResources.Dags).Add(filter);
        if (more is not null)
        {
            filters.Add(more);
        }

        var page = await call.Services.Listings.AssetEvents.ListAsync(
            new ListQuery { Filters = filters.All, Order = [ListOrder.Parse(isOldestFirst ? "timestamp" : "-timestamp")], Limit = Shown }, call.Aborted);
        return new AssetEventCollectionResponse([.. page.Items.Select(AssetEventResponse.Of)], page.Total);
    }
}
