using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

/// <summary>A database of the server that all tests share.</summary>
public sealed class MySqlTestDatabase : ITestDatabase
{
    public async Task<string> CreateAsync()
    {
        var fixture = await TestContext.Current.GetFixture<MySqlFixture>() ?? throw new InvalidOperationException("The assembly has no MySqlFixture.");
        return await fixture.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
