using System.Text.Json.Nodes;
using Airflow.Cli.Commands.Secrets;
using Airflow.Cli.Output;
using Airflow.Engine.Secrets;

namespace Airflow.Cli.Commands.Connections;

using Airflow.Engine.Connections;

/// <summary>A connection as it is printed.</summary>
internal static class ConnectionRow
{
    /// <summary>Everything, password included.</summary>
    public static Row Full(CatalogedConnection entry) => Make(entry, entry.Connection.Password, ExtraOf(entry.Connection), ConnectionUri.Format(entry.Connection));

    /// <summary>Everything but secrets.</summary>
    public static Row Masked(CatalogedConnection entry)
    {
        var connection = entry.Connection;
        var extra = ExtraOf(connection);
        var masked = connection with
        {
            Login = connection.Login is null ? null : SecretMasker.Mask,
            Password = connection.Password is null ? null : SecretMasker.Mask,
            Extra = null,
        };
        // the mask is a mask in the URI, too, not its escaped form
        var uri = ConnectionUri.Format(masked).Replace(Uri.EscapeDataString(SecretMasker.Mask), SecretMasker.Mask, StringComparison.Ordinal);
        return Make(entry, masked.Password, extra is IReadOnlyDictionary<string, object?> { Count: > 0 } ? SecretMasker.Mask : extra, uri);
    }

    /// <summary>Id and type.</summary>
    public static Row Brief(CatalogedConnection entry) => new() { { "conn_id", entry.Connection.ConnId }, { "conn_type", entry.Connection.ConnType } };

    public static object? ExtraOf(Connection connection) => JsonValues.ToPlain(ConnectionJson.ToFields(connection)["extra"] ?? new JsonObject());

    private static Row Make(CatalogedConnection entry, string? password, object? extra, string uri)
    {
        var connection = entry.Connection;
        return new Row
        {
            { "id", entry.Id },
            { "conn_id", connection.ConnId },
            { "conn_type", connection.ConnType },
            { "description", connection.Description },
            { "host", connection.Host },
            { "schema", connection.Schema },
            { "login", connection.Login },
            { "password", password },
            { "port", connection.Port },
            { "is_encrypted", entry.IsEncrypted },
            // as Airflow prints it: the flag of the password, twice
            { "is_extra_encrypted", entry.IsEncrypted },
            { "extra_dejson", extra },
            { "get_uri", uri },
        };
    }
}
