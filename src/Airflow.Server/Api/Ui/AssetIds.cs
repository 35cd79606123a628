using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>The ids by which pages link to assets.</summary>
internal static class AssetIds
{
    /// <summary>By name, those that the caller may look at and that are there.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> FindAsync(ApiCall call, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0 || call.User.DagsFor("can_read", ApiResources.Assets) is { Count: 0 })
        {
            return new Dictionary<string, int>(StringComparer.Ordinal);
        }

        var query = new ListQuery { Filters = [ListFilter.In("name", names), ListFilter.Is("is_active", true)], Limit = names.Count };
        return (await call.Services.Listings.Assets.ListAsync(query, call.Aborted)).Items
            .DistinctBy(static one => one.Asset.Name, StringComparer.Ordinal).ToDictionary(static one => one.Asset.Name, static one => one.Asset.Id, StringComparer.Ordinal);
    }
}
