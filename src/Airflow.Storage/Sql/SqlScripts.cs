namespace Airflow.Storage.Sql;

/// <summary>A script that makes tables where they are missing, in each dialect.</summary>
internal sealed record SqlScripts(string Sqlite, string Postgres, string MySql);
