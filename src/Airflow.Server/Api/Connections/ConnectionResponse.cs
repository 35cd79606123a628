using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Engine.Secrets;

namespace Airflow.Server.Api.Connections;

/// <summary>A connection, without what is secret in it.</summary>
internal sealed record ConnectionResponse(
    string ConnectionId,
    string ConnType,
    string? Description,
    string? Host,
    string? Login,
    string? Schema,
    int? Port,
    string? Password,
    string? Extra,
    string? TeamName)
{
    public static ConnectionResponse Of(StoredConnection stored, ApiServices services)
    {
        var connection = stored.Connection;
        return new ConnectionResponse(
            connection.ConnId,
            connection.ConnType ?? "",
            connection.Description,
            connection.Host,
            connection.Login,
            connection.Schema,
            connection.Port,
            connection.Password is null ? null : SecretMasker.Mask,
            Redact(services.Masker, services.Connections.OpenExtra(stored)),
            null);
    }

    private static string? Redact(SecretMasker masker, string? extra)
    {
        try
        {
            return extra is null ? null : PythonJson.Write(masker.Redact(JsonNode.Parse(extra)));
        }
        catch (JsonException)
        {
            // nobody can tell what of it is secret
            return SecretMasker.Mask;
        }
    }
}
