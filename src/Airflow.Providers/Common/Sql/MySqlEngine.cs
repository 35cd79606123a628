using System.Data.Common;
using System.Text.Json;
using MySql.Data.MySqlClient;

namespace Airflow.Providers.Common.Sql;

/// <summary>
/// MySQL and MariaDB: host, port, login, password and schema of the connection; further settings as in Airflow: <c>unix_socket</c>, <c>ssl_mode</c>,
/// <c>ssl</c> with <c>ca</c>, <c>cert</c> and <c>key</c>, <c>connect_timeout</c>, <c>local_infile</c>.
/// </summary>
public sealed class MySqlEngine : ISqlEngine
{
    private const uint DefaultPort = 3306;

    /// <inheritdoc/>
    public IReadOnlyList<string> ConnTypes => ["mysql", "mariadb"];

    /// <inheritdoc/>
    public DbConnection Create(Connection connection, string? database)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var settings = new MySqlConnectionStringBuilder
        {
            Server = string.IsNullOrEmpty(connection.Host) ? "localhost" : connection.Host,
            Port = (uint?)connection.Port ?? DefaultPort,
            UserID = connection.Login,
            Password = connection.Password,
            Database = database ?? connection.Schema,
            CharacterSet = "utf8mb4",
            AllowPublicKeyRetrieval = true,
            AllowUserVariables = true,
            TreatTinyAsBoolean = false,
            Pooling = false,
            AllowLoadLocalInfile = connection.GetExtra<bool>("local_infile"),
        };
        if (connection.GetExtra<uint?>("connect_timeout") is { } seconds)
        {
            settings.ConnectionTimeout = seconds;
        }

        Secure(settings, connection);
        if (connection.GetExtra<string>("unix_socket") is { Length: > 0 } socket)
        {
            settings.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
            settings.Server = socket;
            settings.SslMode = MySqlSslMode.Disabled;
        }

        return new MySqlConnection(settings.ConnectionString);
    }

    private static void Secure(MySqlConnectionStringBuilder settings, Connection connection)
    {
        if (connection.GetExtra<JsonElement?>("ssl") is { ValueKind: JsonValueKind.Object } files)
        {
            settings.SslMode = MySqlSslMode.VerifyCA;
            settings.SslCa = Text(files, "ca");
            settings.SslCert = Text(files, "cert");
            settings.SslKey = Text(files, "key");
        }

        if (connection.GetExtra<string>("ssl_mode") is { Length: > 0 } mode)
        {
            settings.SslMode = mode.ToUpperInvariant() switch
            {
                "DISABLED" => MySqlSslMode.Disabled,
                "PREFERRED" => MySqlSslMode.Preferred,
                "REQUIRED" => MySqlSslMode.Required,
                "VERIFY_CA" => MySqlSslMode.VerifyCA,
                "VERIFY_IDENTITY" => MySqlSslMode.VerifyFull,
                _ => throw new NotSupportedException(
                    $"Connection '{connection.ConnId}' has ssl_mode '{mode}', which is none of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY."),
            };
        }
    }

    private static string? Text(JsonElement settings, string name) => settings.TryGetProperty(name, out var value) ? value.GetString() : null;
}
