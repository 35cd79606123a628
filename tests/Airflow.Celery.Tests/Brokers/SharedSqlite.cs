namespace Airflow.Celery.Tests.Brokers;

/// <summary>A SQLite file for all tests of a class.</summary>
public sealed class SharedSqlite : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-broker-").FullName;

    internal string Url => $"sqlite:///{folder}/broker.db";

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
