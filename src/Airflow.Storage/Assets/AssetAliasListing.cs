using Airflow.Engine.Assets;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Assets;

/// <summary>The list of aliases of assets.</summary>
internal static class AssetAliasListing
{
    public static readonly ListingShape<AssetAliasRecord> Shape = new(
        """
        l.id, l.name, l."group"
        """,
        "asset_alias l",
        static row => new AssetAliasRecord(row.Int(0), row.Text(1), row.Text(2)))
    {
        Columns = 3,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal) { ["id"] = ListedField.Number("l.id"), ["name"] = ListedField.Text("l.name") },
    };
}
