using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Connections;
using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>Reads a URL as libpq and SQLAlchemy's drivers do: the query holds libpq's options.</summary>
internal static class PostgresUrl
{
    private const int DefaultPort = 5432;

    // none of them changes what is stored
    private static readonly string[] WithoutCounterpart =
        ["keepalives_count", "tcp_user_timeout", "gssencmode", "channel_binding", "sslcrl", "passfile", "async_fallback", "prepare_threshold"];

    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Options = new(StringComparer.Ordinal)
    {
        ["host"] = static (settings, value) => settings.Host = value,
        ["port"] = static (settings, value) => settings.Port = Number("port", value),
        ["user"] = static (settings, value) => settings.Username = value,
        ["password"] = static (settings, value) => settings.Password = value,
        ["dbname"] = static (settings, value) => settings.Database = value,
        ["sslmode"] = static (settings, value) => settings.SslMode = Mode(value),
        ["sslrootcert"] = static (settings, value) => settings.RootCertificate = value,
        ["sslcert"] = static (settings, value) => settings.SslCertificate = value,
        ["sslkey"] = static (settings, value) => settings.SslKey = value,
        ["sslpassword"] = static (settings, value) => settings.SslPassword = value,
        ["connect_timeout"] = static (settings, value) => settings.Timeout = Number("connect_timeout", value),
        ["application_name"] = static (settings, value) => settings.ApplicationName = value,
        ["options"] = static (settings, value) => settings.Options = value,
        ["client_encoding"] = static (settings, value) => settings.ClientEncoding = value,
        ["target_session_attrs"] = static (settings, value) => settings.TargetSessionAttributes = value,
        ["keepalives"] = static (settings, value) => settings.TcpKeepAlive = value != "0",
        ["keepalives_idle"] = static (settings, value) => settings.TcpKeepAliveTime = Number("keepalives_idle", value),
        ["keepalives_interval"] = static (settings, value) => settings.TcpKeepAliveInterval = Number("keepalives_interval", value),
    };

    public static NpgsqlConnectionStringBuilder Read(DatabaseUrl url)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host ?? "/var/run/postgresql",
            Port = url.Port ?? DefaultPort,
            Username = url.User ?? Environment.UserName,
            Password = url.Password,
            Database = url.Database ?? url.User ?? Environment.UserName,
            ApplicationName = "airflow",
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

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        if (Options.TryGetValue(name, out var set))
        {
            set(settings, value);
        }
        else if (!WithoutCounterpart.Contains(name))
        {
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

    private static int Number(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535
        ? number
        : throw new AirflowException("database_url_invalid", $"{name}={value} in [database] sql_alchemy_conn is no number.");
}
