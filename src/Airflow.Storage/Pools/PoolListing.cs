using Airflow.Engine.Pools;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Pools;

/// <summary>The list of pools.</summary>
internal static class PoolListing
{
    public static readonly ListingShape<Pool> Shape = new("pool, slots, description, include_deferred", "slot_pool", PoolStore.Read)
    {
        Columns = 4,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("id"),
            ["pool"] = ListedField.Text("pool"),
            ["name"] = ListedField.Text("pool"),
        },
    };
}
