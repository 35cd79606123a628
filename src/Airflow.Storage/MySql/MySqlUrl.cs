using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Connections;
using MySql.Data.MySqlClient;

namespace Airflow.Storage.MySql;

/// <summary>Reads a URL as SQLAlchemy's drivers for MySQL and MariaDB do; each names some of its options in its own way.</summary>
internal static class MySqlUrl
{
    private const uint DefaultPort = 3306;

    private const uint CommandTimeoutSeconds = 60;

    private const string Socket = "/run/mysqld/mysqld.sock";

    // none of them changes what is stored
    private static readonly string[] WithoutCounterpart =
    [
        "charset", "collation", "use_unicode", "binary_prefix", "autocommit", "local_infile", "read_timeout", "write_timeout", "raise_on_warnings",
        "use_pure", "auth_plugin", "program_name", "sql_mode", "time_zone", "init_command", "client_flag", "pool_size", "pool_name", "allow_local_infile",
    ];

    private static readonly Dictionary<string, Action<MySqlConnectionStringBuilder, string>> Options = new(StringComparer.Ordinal)
    {
        ["unix_socket"] = static (settings, value) => UseSocket(settings, value),
        ["host"] = static (settings, value) => settings.Server = value,
        ["port"] = static (settings, value) => settings.Port = Number("port", value),
        ["user"] = static (settings, value) => settings.UserID = value,
        ["password"] = static (settings, value) => settings.Password = value,
        ["database"] = static (settings, value) => settings.Database = value,
        ["connect_timeout"] = static (settings, value) => settings.ConnectionTimeout = Number("connect_timeout", value),
        ["connection_timeout"] = static (settings, value) => settings.ConnectionTimeout = Number("connection_timeout", value),
        ["ssl"] = static (settings, value) => settings.SslMode = IsOn(value) ? MySqlSslMode.Required : MySqlSslMode.Disabled,
        ["ssl_disabled"] = static (settings, value) => settings.SslMode = IsOn(value) ? MySqlSslMode.Disabled : settings.SslMode,
        ["ssl_mode"] = static (settings, value) => settings.SslMode = Mode(value),
        ["ssl_ca"] = static (settings, value) => UseAuthority(settings, value),
        ["ssl_cert"] = static (settings, value) => settings.SslCert = value,
        ["ssl_key"] = static (settings, value) => settings.SslKey = value,
        ["ssl_verify_cert"] = static (settings, value) => settings.SslMode = IsOn(value) ? MySqlSslMode.VerifyCA : settings.SslMode,
        ["ssl_verify_identity"] = static (settings, value) => settings.SslMode = IsOn(value) ? MySqlSslMode.VerifyFull : settings.SslMode,
        ["ssl_check_hostname"] = static (settings, value) => settings.SslMode = IsOn(value) ? MySqlSslMode.VerifyFull : settings.SslMode,
    };

    public static MySqlConnectionStringBuilder Read(DatabaseUrl url)
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = url.Host ?? "localhost",
            Port = (uint?)url.Port ?? DefaultPort,
            UserID = url.User ?? Environment.UserName,
            Password = url.Password,
            Database = url.Database,
            CharacterSet = "utf8mb4",
            DefaultCommandTimeout = CommandTimeoutSeconds,
            AllowPublicKeyRetrieval = true,
            AllowUserVariables = false,
            TreatTinyAsBoolean = false,
            OldGuids = true,
            UseAffectedRows = false,
        };
        if (url.Host is null && File.Exists(Socket))
        {
            UseSocket(settings, Socket);
        }

        foreach (var (name, value) in url.Query)
        {
            Set(settings, name, value);
        }

        return settings;
    }

    private static void Set(MySqlConnectionStringBuilder settings, string name, string value)
    {
        if (Options.TryGetValue(name, out var set))
        {
            set(settings, value);
        }
        else if (!WithoutCounterpart.Contains(name))
        {
            throw new AirflowException("database_url_invalid", $"'{name}' in the query of [database] sql_alchemy_conn is no option of MySQL's drivers that Airflow knows; take it out.");
        }
    }

    private static void UseSocket(MySqlConnectionStringBuilder settings, string path)
    {
        settings.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
        settings.Server = path;
        settings.SslMode = MySqlSslMode.Disabled;
    }

    // who names an authority wants it checked
    private static void UseAuthority(MySqlConnectionStringBuilder settings, string path)
    {
        settings.SslCa = path;
        settings.SslMode = settings.SslMode == MySqlSslMode.VerifyFull ? MySqlSslMode.VerifyFull : MySqlSslMode.VerifyCA;
    }

    private static MySqlSslMode Mode(string value) => value.ToUpperInvariant() switch
    {
        "DISABLED" => MySqlSslMode.Disabled,
        "PREFERRED" => MySqlSslMode.Preferred,
        "REQUIRED" => MySqlSslMode.Required,
        "VERIFY_CA" => MySqlSslMode.VerifyCA,
        "VERIFY_IDENTITY" => MySqlSslMode.VerifyFull,
        _ => throw new AirflowException("database_url_invalid", $"ssl_mode={value} in [database] sql_alchemy_conn is none of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY."),
    };

    private static bool IsOn(string value) => value.ToUpperInvariant() is "1" or "TRUE" or "YES" or "ON";

    private static uint Number(string name, string value) => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65_535
        ? number
        : throw new AirflowException("database_url_invalid", $"{name}={value} in [database] sql_alchemy_conn is no number.");
}
