using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Storage.MySql;
using Airflow.Storage.Postgres;
using Airflow.Storage.Sql;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage;

/// <summary>Opens databases that are not the metadata database, by URLs as Celery has them.</summary>
internal static class PlainDatabases
{
    public static PlainDatabase Open(StorageOptions options, SqlScripts scripts)
    {
        var url = DatabaseUrl.Parse(options.Url);
        return url.Backend switch
        {
            "sqlite" when url.Database is { Length: > 0 } path && path != ":memory:" => OpenSqlite(Path.GetFullPath(path), options, scripts),
            "postgresql" or "postgres" => PostgresStores.OpenPlain(url, options, scripts),
            "mysql" or "mariadb" => MySqlStores.OpenPlain(url, options, scripts),
            _ => throw new AirflowException(
                "database_url_invalid", $"'{url}' is no database that Airflow knows. Use postgresql://user:password@host/database, mysql://user:password@host/database or sqlite:////path/of/file.db"),
        };
    }

    private static PlainDatabase OpenSqlite(string path, StorageOptions options, SqlScripts scripts)
    {
        var database = new SqliteDatabase(path, options);
        return new PlainDatabase(
            database,
            scripts,
            async (all, cancellationToken) =>
            {
                using var session = await database.Backoff.RunAsync(() => SqliteSession.OpenWriter(path, create: true), cancellationToken);
                await database.Backoff.RunAsync(
                    () =>
                    {
                        session.RunScript(all.Sqlite);
                        return true;
                    },
                    cancellationToken);
            },
            database);
    }
}
