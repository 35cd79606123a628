using Airflow.Engine.Variables;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Variables;

/// <summary>The list of variables.</summary>
internal static class VariableListing
{
    public static readonly ListingShape<StoredVariable> Shape = new("key, val, description, is_encrypted", "variable", VariableStore.Read)
    {
        Columns = 4,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("id"),
            ["key"] = ListedField.Text("key"),
            ["_val"] = ListedField.Text("val"),
            ["description"] = ListedField.Text("description", isNullable: true),
            ["is_encrypted"] = ListedField.Flag("is_encrypted"),
            ["team_name"] = ListedField.Text("team_name", isNullable: true),
        },
    };
}
