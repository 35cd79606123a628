using Airflow.Engine.Connections;
using Airflow.Shared;
using Airflow.Storage.Postgres;
using Airflow.Storage.Sql;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Postgres;

public sealed class PostgresFaultTests() : ServerFaultConformance(new DurablePostgres())
{
    protected override int Port => Server.Port;

    protected override string Unencrypted => "sslmode=disable";

    protected override IReadOnlyList<string> ToldAtFirst => ["runs", "dags", "pools"];

    [Fact]
    public async Task A_process_that_is_held_in_a_transaction_keeps_nobody_waiting_for_longer_than_moments()
    {
        await StartRunAsync();
        await using var held = PostgresStores.OpenPlain(DatabaseUrl.Parse(Url), new StorageOptions { Url = Url }, new SqlScripts("", "SELECT 1", ""));
        var entered = new TaskCompletionSource();
        var goesOn = new TaskCompletionSource();
        var attempts = 0;
        var writing = held.WriteAsync(
            async session =>
            {
                await session.LockAsync(SqlLock.RunLeases);
                if (attempts++ == 0)
                {
                    entered.SetResult();
                    await goesOn.Task;
                }

                return await session.FirstAsync("SELECT 7", row => row.Int(0));
            },
            Cancel);
        await entered.Task;

        // needs the same lock
        (await Stores.Runs.AcquireAsync("another", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
        goesOn.SetResult();
        (await writing).ShouldBe(7);
        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_breaks_between_two_statements_is_replaced()
    {
        await using var plain = PostgresStores.OpenPlain(DatabaseUrl.Parse(Url), new StorageOptions { Url = Url }, new SqlScripts("", "SELECT 1", ""));
        var attempts = 0;
        var answer = await plain.ReadAsync(
            async session =>
            {
                await session.FirstAsync("SELECT 1", row => row.Int(0));
                if (attempts++ == 0)
                {
                    await Server.QueryAsync("postgres", "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'faults'", Cancel);
                    await Should.ThrowAsync<Airflow.Engine.AirflowException>(() => session.FirstAsync("SELECT 1", row => row.Int(0)));
                }

                return await session.FirstAsync("SELECT 7", row => row.Int(0));
            },
            Cancel);

        (answer, attempts).ShouldBe((7, 2));
    }

    private PostgresServer Server => DurablePostgres.Of(Url);

    protected override Task KillAsync() => Server.StopAsync("immediate", Cancel);

    protected override Task StartAsync() => Server.StartAsync(Cancel);

    protected override Task EndConnectionsAsync() =>
        Server.QueryAsync("postgres", "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'faults'", Cancel);

    protected override Task<string> QueryAsync(string sql) => Server.QueryAsync("faults", sql, Cancel);
}
