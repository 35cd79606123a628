using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Connections;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>Reads a URL as libpq and SQLAlchemy's drivers do: the query holds libpq's options.</summary>
internal static class PostgresUrl
{
    public static NpgsqlConnectionStringBuilder Read(DatabaseUrl url)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host ?? "/var/run/postgresql",
            Port = url.Port ?? NpgsqlDefaultPort,
            Username = url.User ?? Environment.UserName,
            Password = url.Password,
            Database = url.Database ?? url.User ?? Environment.UserName,
            ApplicationName = "airflow",
            // Npgsql would look whether the server is a primary, and which types it has, at every first connection
            MaxAutoPrepare = 500,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,
        };
        foreach (var (name, value) in url.Query)
        {
            Set(settings, name, value);
        }

        return settings;
    }

    private const int NpgsqlDefaultPort = 5432;

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host":
                settings.Host = value;
                break;
            case "port":
                settings.Port = (int)Number(name, value);
                break;
            case "user":
                settings.Username = value;
                break;
            case "password":
                settings.Password = value;
                break;
            case "dbname":
                settings.Database = value;
                break;
            case "sslmode":
                settings.SslMode = Mode(value);
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "sslcert":
                settings.SslCertificate = value;
                break;
            case "sslkey":
                settings.SslKey = value;
                break;
            case "sslpassword":
                settings.SslPassword = value;
                break;
            case "connect_timeout":
                settings.Timeout = (int)Number(name, value);
                break;
            case "application_name":
                settings.ApplicationName = value;
                break;
            case "options":
                settings.Options = value;
                break;
            case "client_encoding":
                settings.ClientEncoding = value;
                break;
            case "target_session_attrs":
                settings.TargetSessionAttributes = value;
                break;
            case "keepalives":
                settings.TcpKeepAlive = value != "0";
                break;
            case "keepalives_idle":
                settings.TcpKeepAliveTime = (int)Number(name, value);
                break;
            case "keepalives_interval":
                settings.TcpKeepAliveInterval = (int)Number(name, value);
                break;
            case "keepalives_count" or "tcp_user_timeout" or "gssencmode" or "channel_binding" or "sslcrl" or "passfile" or "async_fallback" or "prepare_threshold":
                // they have no counterpart in Npgsql, and none changes what is stored
                break;
            default:
                throw new AirflowException("database_url_invalid", $"'{name}' in the query of [database] sql_alchemy_conn is no option of PostgreSQL that Airflow knows; take it out.");
        }
    }

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new AirflowException("database_url_invalid", $"sslmode={value} in [database] sql_alchemy_conn is none of disable, allow, prefer, require, verify-ca, verify-full."),
    };

    private static uint Number(string name, string value) => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535
        ? number
        : throw new AirflowException("database_url_invalid", $"{name}={value} in [database] sql_alchemy_conn is no number.");
}
