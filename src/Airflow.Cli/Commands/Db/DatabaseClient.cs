using System.Diagnostics;
using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Connections;

namespace Airflow.Cli.Commands.Db;

/// <summary>The client program of a database and how it is told where to go; a password never stands in its arguments.</summary>
internal static class DatabaseClient
{
    public static ProcessStartInfo Of(DatabaseUrl url) => url.Backend switch
    {
        "sqlite" when url.Database is { } path => new ProcessStartInfo("sqlite3", [path]),
        "postgresql" or "postgres" => Postgres(url),
        "mysql" or "mariadb" => MySql(url),
        _ => throw new AirflowException("database_not_supported", $"There is no client program known for {url.Backend}."),
    };

    /// <summary>The system package that brings the program.</summary>
    public static string PackageOf(string program) => program switch
    {
        "psql" => "postgresql-client",
        "mysql" => "default-mysql-client",
        _ => program,
    };

    private static ProcessStartInfo MySql(DatabaseUrl url)
    {
        var start = new ProcessStartInfo("mysql");
        Add("host", url.Host);
        Add("port", url.Port?.ToString(CultureInfo.InvariantCulture));
        Add("user", url.User);
        Add("database", url.Database);
        Add("default-character-set", "utf8mb4");
        if (url.Password is { } password)
        {
            start.Environment["MYSQL_PWD"] = password;
        }

        foreach (var (name, value) in url.Query)
        {
            Add(
                name switch
                {
                    "unix_socket" => "socket",
                    "ssl_ca" => "ssl-ca",
                    "ssl_cert" => "ssl-cert",
                    "ssl_key" => "ssl-key",
                    "connect_timeout" or "connection_timeout" => "connect-timeout",
                    _ => null,
                },
                value);
        }

        return start;

        void Add(string? name, string? value)
        {
            if (name is not null && value is not null)
            {
                start.ArgumentList.Add($"--{name}={value}");
            }
        }
    }

    private static ProcessStartInfo Postgres(DatabaseUrl url)
    {
        var start = new ProcessStartInfo("psql");
        Set("PGHOST", url.Host);
        Set("PGPORT", url.Port?.ToString(CultureInfo.InvariantCulture));
        Set("PGUSER", url.User);
        Set("PGPASSWORD", url.Password);
        Set("PGDATABASE", url.Database);
        foreach (var (name, value) in url.Query)
        {
            Set(
                name switch
                {
                    "host" => "PGHOST",
                    "port" => "PGPORT",
                    "sslmode" => "PGSSLMODE",
                    "sslrootcert" => "PGSSLROOTCERT",
                    "sslcert" => "PGSSLCERT",
                    "sslkey" => "PGSSLKEY",
                    "options" => "PGOPTIONS",
                    "connect_timeout" => "PGCONNECT_TIMEOUT",
                    _ => null,
                },
                value);
        }

        return start;

        void Set(string? name, string? value)
        {
            if (name is not null && value is not null)
            {
                start.Environment[name] = value;
            }
        }
    }
}
