using System.Globalization;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresConnectionTests() : ConnectionConformance(new PostgresTestDatabase())
{
    private string Name => new Uri(Url).AbsolutePath.Trim('/');

    protected override async Task<IAsyncDisposable> HoldVariablesAsync()
    {
        var session = (await FixtureAsync()).QueryAsync(Name, "BEGIN; LOCK TABLE variable; SELECT pg_sleep(60)", Cancel);
        while (await CountAsync("query LIKE '%pg_sleep%' AND wait_event = 'PgSleep'") == 0)
        {
            // until it has the lock
        }

        return new SessionHold(session, async () => await (await FixtureAsync()).QueryAsync(
            "postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}' AND query LIKE '%pg_sleep%'", Cancel));
    }

    protected override Task<int> CountWaitingAsync() => CountAsync("wait_event_type = 'Lock'");

    protected override Task<int> CountOpenAsync() => CountAsync("backend_type = 'client backend'");

    private static async Task<PostgresFixture> FixtureAsync() => (await TestContext.Current.GetFixture<PostgresFixture>()).ShouldNotBeNull();

    private async Task<int> CountAsync(string condition) => int.Parse(
        await (await FixtureAsync()).QueryAsync("postgres", $"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{Name}' AND {condition}", Cancel), CultureInfo.InvariantCulture);
}
