using System.Globalization;
using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.Execution;
using Airflow.Storage.MySql;
using Airflow.Storage.Postgres;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage;

/// <summary>Opens the metadata database that [database] sql_alchemy_conn names.</summary>
public static class AirflowDatabase
{
    private const string SqlitePrefix = "sqlite:///";

    public static AirflowStores Open(string url) => Open(new StorageOptions { Url = url });

    /// <summary>Nothing is connected before the first use, so this throws only when the URL is wrong.</summary>
    public static AirflowStores Open(StorageOptions options)
    {
        if (options.Url.StartsWith(SqlitePrefix, StringComparison.Ordinal) && options.Url.AsSpan().IndexOfAny('%', '?') < 0)
        {
            // the usual form needs no parser, whose pattern takes 18 ms to be made ready (measured)
            return OpenSqlite(options.Url[SqlitePrefix.Length..], options.Url, options);
        }

        var url = DatabaseUrl.Parse(options.Url);
        return url.Backend switch
        {
            "sqlite" when url.Host is null => OpenSqlite(url.Database, url.ToString(), options with { BusyTimeout = TimeoutOf(url) ?? options.BusyTimeout }),
            "sqlite" => throw NoFile(url.ToString()),
            "postgresql" or "postgres" => PostgresStores.Open(url, options),
            "mysql" or "mariadb" => MySqlStores.Open(url, options),
            _ => throw new AirflowException(
                "database_url_invalid", $"'{url.Backend}' in [database] sql_alchemy_conn is no database that Airflow knows. Use postgresql://user:password@host/database, mysql://user:password@host/database or sqlite:////path/of/airflow.db"),
        };
    }

    /// <summary>?timeout=SECONDS, as SQLAlchemy's driver for SQLite reads it.</summary>
    private static TimeSpan? TimeoutOf(DatabaseUrl url)
    {
        if (url.Query.LastOrDefault(pair => pair.Key == "timeout").Value is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new AirflowException("database_url_invalid", $"timeout={text} in [database] sql_alchemy_conn is no number of seconds; write ?timeout=15");
    }

    private static AirflowException NoFile(string url) => new(
        "database_url_invalid", $"'{url}' names no SQLite file. Four slashes begin an absolute path: sqlite:////path/of/airflow.db");

    private static AirflowStores OpenSqlite(string? path, string displayUrl, StorageOptions options)
    {
        if (path is null or "" or ":memory:")
        {
            throw NoFile(displayUrl);
        }

        var database = new SqliteDatabase(Path.GetFullPath(path), options);
        return new AirflowStores(database, database, options.Time)
        {
            Database = new SqliteMetadataDatabase(database, displayUrl, options.Time),
            StateWriter = new SqliteStateWriter(database, options.Time),
        };
    }
}
