using Airflow.Shared;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.MySql;

public sealed class MySqlFaultTests() : ServerFaultConformance(new DurableMariaDb())
{
    protected override int Port => Server.Port;

    protected override string Unencrypted => "ssl_disabled=true";

    private MariaDbServer Server => DurableMariaDb.Of(Url);

    protected override Task KillAsync() => Server.KillAsync();

    protected override Task StartAsync() => Server.StartAsync();

    protected override async Task EndConnectionsAsync()
    {
        var ids = await Server.QueryAsync("mysql", "SELECT id FROM information_schema.processlist WHERE db = 'faults'", Cancel);
        foreach (var id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await Server.QueryAsync("mysql", $"KILL {id}", Cancel);
            }
            catch (InvalidOperationException)
            {
                // it has ended meanwhile
            }
        }
    }

    protected override Task<string> QueryAsync(string sql) => Server.QueryAsync("faults", sql, Cancel);
}
