using Airflow.Shared;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresFaultTests() : ServerFaultConformance(new DurablePostgres())
{
    protected override int Port => Server.Port;

    protected override string Unencrypted => "sslmode=disable";

    protected override IReadOnlyList<string> ToldAtFirst => ["runs", "dags", "pools"];

    private PostgresServer Server => DurablePostgres.Of(Url);

    protected override Task KillAsync() => Server.StopAsync("immediate", Cancel);

    protected override Task StartAsync() => Server.StartAsync(Cancel);

    protected override Task EndConnectionsAsync() =>
        Server.QueryAsync("postgres", "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'faults'", Cancel);

    protected override Task<string> QueryAsync(string sql) => Server.QueryAsync("faults", sql, Cancel);
}
