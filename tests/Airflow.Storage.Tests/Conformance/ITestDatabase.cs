namespace Airflow.Storage.Tests.Conformance;

/// <summary>An empty database of some engine, private to one test.</summary>
public interface ITestDatabase : IAsyncDisposable
{
    /// <summary>Makes it and returns its URL.</summary>
    Task<string> CreateAsync();
}
