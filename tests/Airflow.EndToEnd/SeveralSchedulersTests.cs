using System.Globalization;
using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>Three schedulers and a worker on one PostgreSQL, which is database and broker.</summary>
public sealed class SeveralSchedulersTests : IAsyncLifetime
{
    private const int Ticks = 60;
    private const int Tasks = 3;

    private readonly List<RunningProcess> schedulers = [];
    private PostgresServer? server;
    private StandaloneHome? home;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Settings =>
    [
        ("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor"),
        ("AIRFLOW__CELERY__BROKER_URL", $"db+{server!.UrlOf("airflow_db")}"),
        ("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", $"http://127.0.0.1:{home!.Port}/execution/"),
        ("AIRFLOW__EXECUTION_API__JOIN_SECRET", "a-secret-of-this-test-that-is-long-enough-for-a-key"),
    ];

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(isDurable: true, Cancel);
        await server.QueryAsync("postgres", "CREATE DATABASE airflow_db", Cancel);
        home = new StandaloneHome { DatabaseUrl = server.UrlOf("airflow_db") };
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        home.Begin(["api-server", "--port", $"{home.Port}"], Settings);
        for (var i = 0; i < 3; i++)
        {
            schedulers.Add(home.Begin(["scheduler"], Settings));
        }

        await home.WaitUntilHealthyAsync(schedulers[^1]);
        home.Begin(["celery", "worker", "-c", "8"], [.. Settings, ("AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT", $"{FreePort.Find()}")]);
        home.Begin(["dag-processor"], Settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (home is not null)
        {
            await home.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Each_tick_makes_one_run_each_task_runs_once_and_one_that_is_killed_is_replaced_by_the_others()
    {
        // a file for each try, which a second start of the same try could not make again
        Directory.CreateDirectory(home!.Oracle);
        home.WriteDag("ticks.cs", $$"""
            var dag = new Dag("ticks")
            {
                Schedule = "* * * * *", StartDate = new(2026, 1, 1), EndDate = new(2026, 1, 1, 0, {{Ticks - 1}}, 0), Catchup = true, MaxActiveRuns = 12,
            };
            var a = dag.Task("a", context => new FileStream($"{{home.Oracle}}/{context.RunId} a {context.TryNumber}", FileMode.CreateNew).Dispose());
            var b = dag.Task("b", context => new FileStream($"{{home.Oracle}}/{context.RunId} b {context.TryNumber}", FileMode.CreateNew).Dispose());
            _ = a >> b >> dag.Task("c", context => new FileStream($"{{home.Oracle}}/{context.RunId} c {context.TryNumber}", FileMode.CreateNew).Dispose());
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("ticks");
        await home.WaitAsync("some tasks to have run", () => Task.FromResult(Tries().Count >= 20));

        var victim = await BusiestAsync();
        await victim.SignalAsync("KILL");
        await home.WaitAsync("the others to take its runs over", async () => await LeasesOfAsync(victim) == 0);

        await home.WaitAsync("the end of all runs", async () =>
            (await home.Stores.Runs.CountAsync("ticks", Cancel)) is var counts && counts.GetValueOrDefault(RunState.Success) == Ticks);
        var runs = await home.Stores.Runs.ListAsync(new RunFilter { DagId = "ticks" }, Cancel);
        runs.Select(run => run.LogicalDate).Distinct().Count().ShouldBe(Ticks);
        runs.Count.ShouldBe(Ticks);
        Tries().Count.ShouldBe(Ticks * Tasks);
        Tries().ShouldAllBe(line => line.EndsWith(" 1", StringComparison.Ordinal));
        schedulers.Count(scheduler => !scheduler.HasExited).ShouldBe(2);
    }

    private IReadOnlyList<string> Tries() => Directory.GetFiles(home!.Oracle);

    private async Task<RunningProcess> BusiestAsync()
    {
        RunningProcess? busiest = null;
        await home!.WaitAsync("a scheduler that holds runs", async () =>
        {
            foreach (var scheduler in schedulers)
            {
                busiest = await LeasesOfAsync(scheduler) > 0 ? scheduler : busiest;
            }

            return busiest is not null;
        });
        return busiest!;
    }

    /// <summary>Leases of running runs; an owner is named host:pid:id.</summary>
    private async Task<int> LeasesOfAsync(RunningProcess scheduler) => int.Parse(
        await server!.QueryAsync(
            "airflow_db",
            $"SELECT COUNT(*) FROM run_lease l JOIN dag_run r ON r.id = l.dag_run_id WHERE r.state = 'running' AND l.owner LIKE '%:{scheduler.Id}:%'",
            Cancel),
        CultureInfo.InvariantCulture);
}
