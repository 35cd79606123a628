using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqliteTestDatabase : ITestDatabase
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("airflow-storage-").FullName;

    public string FilePath => Path.Combine(Folder, "airflow.db");

    public string Url => $"sqlite:///{FilePath}";

    public Task<string> CreateAsync() => Task.FromResult(Url);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
