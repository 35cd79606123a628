using System.Globalization;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlConnectionTests() : ConnectionConformance(new MySqlTestDatabase())
{
    private string Name => new Uri(Url).AbsolutePath.Trim('/');

    protected override async Task<IAsyncDisposable> HoldVariablesAsync()
    {
        var session = (await FixtureAsync()).QueryAsync(Name, "LOCK TABLES variable WRITE; SELECT SLEEP(60)", Cancel);
        while (await CountAsync("state = 'User sleep'") == 0)
        {
            // until it has the lock
        }

        return new SessionHold(session, async () =>
        {
            var fixture = await FixtureAsync();
            var id = await fixture.QueryAsync("mysql", $"SELECT id FROM information_schema.processlist WHERE db = '{Name}' AND state = 'User sleep'", Cancel);
            await fixture.QueryAsync("mysql", $"KILL {id}", Cancel);
        });
    }

    protected override Task<int> CountWaitingAsync() => CountAsync("state LIKE 'Waiting for table%'");

    protected override Task<int> CountOpenAsync() => CountAsync("TRUE");

    private static async Task<MySqlFixture> FixtureAsync() => (await TestContext.Current.GetFixture<MySqlFixture>()).ShouldNotBeNull();

    private async Task<int> CountAsync(string condition) => int.Parse(
        await (await FixtureAsync()).QueryAsync("mysql", $"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{Name}' AND {condition}", Cancel), CultureInfo.InvariantCulture);
}
