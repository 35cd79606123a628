using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

/// <summary>A database of the server that all tests share.</summary>
public sealed class PostgresTestDatabase : ITestDatabase
{
    public async Task<string> CreateAsync()
    {
        var fixture = await TestContext.Current.GetFixture<PostgresFixture>() ?? throw new InvalidOperationException("The assembly has no PostgresFixture.");
        return await fixture.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
