namespace Airflow.Engine.Storage;

/// <summary>A step of the schema's history, with everything that applying it by hand takes.</summary>
public sealed record MigrationScript(string Name, string Sql);
