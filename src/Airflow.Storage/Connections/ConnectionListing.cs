using Airflow.Engine.Connections;
using Airflow.Storage.Listing;

namespace Airflow.Storage.Connections;

/// <summary>The list of connections.</summary>
internal static class ConnectionListing
{
    public static readonly ListingShape<StoredConnection> Shape = new(
        "id, conn_id, conn_type, description, host, schema, login, password, port, extra, is_encrypted, is_extra_encrypted", "connection", ConnectionStore.Read)
    {
        Columns = 12,
        Key = ["id"],
        Fields = new Dictionary<string, ListedField>(StringComparer.Ordinal)
        {
            ["id"] = ListedField.Number("id"),
            ["conn_id"] = ListedField.Text("conn_id"),
            ["connection_id"] = ListedField.Text("conn_id"),
            ["conn_type"] = ListedField.Text("conn_type"),
            ["description"] = ListedField.Text("description", isNullable: true),
            ["host"] = ListedField.Text("host", isNullable: true),
            ["port"] = ListedField.Number("port", isNullable: true),
            ["team_name"] = ListedField.Text("team_name", isNullable: true),
        },
    };
}
