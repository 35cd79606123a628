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
        _ => throw new AirflowException("database_not_supported", $"There is no client program known for {url.Backend}."),
    };

    /// <summary>The system package that brings the program.</summary>
    public static string PackageOf(string program) => program == "psql" ? "postgresql-client" : program;

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
