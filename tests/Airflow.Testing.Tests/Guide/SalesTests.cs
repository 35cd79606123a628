using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Tests.Guide;

/// <summary>The tests that the guide shows.</summary>
public sealed class SalesTests
{
    // sample: One task
    [Fact]
    public async Task The_total_is_the_sum_of_the_orders()
    {
        var total = await DagTest.RunTaskAsync(SalesDag.Create(), "total", new()
        {
            Results = new Dictionary<string, object> { ["extract"] = new[] { 9.5m, 12m } },
        });

        total.State.ShouldBe(TaskState.Success);
        total.Result<decimal>().ShouldBe(21.5m);
    }
    // end

    // sample: A whole DAG
    [Fact]
    public async Task A_run_reports_the_total_of_its_day()
    {
        var run = await DagTest.RunAsync(SalesDag.Create(), new()
        {
            LogicalDate = new(2026, 2, 3, 0, 0, 0, TimeSpan.Zero),
            Conf = new { region = "us" },
            StandIns = new Dictionary<string, StandIn>
            {
                ["extract"] = StandIn.Runs(context => context.Params.Get<string>("region") == "us" ? new[] { 1m, 2m } : []),
            },
        });

        run.State.ShouldBe(RunState.Success);
        run["report"].Result<string>().ShouldBe("2026-02-03: 3");
    }
    // end

    // sample: Failures and retries
    [Fact]
    public async Task A_shop_that_is_away_for_an_hour_costs_nothing_but_time()
    {
        var run = await DagTest.RunAsync(SalesDag.Create(), new()
        {
            StandIns = new Dictionary<string, StandIn>
            {
                ["extract"] = StandIn.Fails("shop closed").Then(StandIn.Returns(new[] { 5m })),
            },
        });

        run.State.ShouldBe(RunState.Success);
        run["extract"].Tries.ShouldBe(2);
        (run.EndDate - run.StartDate).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(1));
    }
    // end

    // sample: A quarter of daily runs
    [Fact]
    public async Task The_first_quarter_is_caught_up_with()
    {
        var cluster = new SimulatedCluster(new() { Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) });
        await cluster.AddAsync(SalesDag.Create());
        cluster.Replace("sales", "extract", StandIn.Runs(context => new[] { context.LogicalDate.Day, 1m }));

        await cluster.RunUntilIdleAsync();

        var runs = cluster.Runs("sales");
        runs.Count.ShouldBe(91);
        runs.ShouldAllBe(run => run.State == RunState.Success);
        runs[0].LogicalDate.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        runs[^1]["report"].Result<string>().ShouldBe("2026-04-01: 2");
    }
    // end

    // sample: Day by day
    [Fact]
    public async Task A_run_is_made_when_its_day_has_come()
    {
        var cluster = new SimulatedCluster(new() { Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero) });
        await cluster.AddAsync(SalesDag.Create());
        cluster.Replace("sales", "extract", StandIn.Returns(new[] { 1m }));
        await cluster.RunUntilIdleAsync();

        await cluster.RunForAsync(TimeSpan.FromHours(11));
        cluster.Runs("sales").Count.ShouldBe(1);

        await cluster.RunForAsync(TimeSpan.FromDays(3));
        cluster.Runs("sales").Count.ShouldBe(4);
    }
    // end

    // sample: A cluster with faults
    [Fact]
    public async Task No_order_is_lost_when_machines_are()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var cluster = new SimulatedCluster(new()
            {
                Start = new(2026, 1, 3, 0, 0, 0, TimeSpan.Zero),
                Schedulers = 2,
                Workers = 3,
                Seed = seed,
                Faults = new ClusterFaults { Crash = 0.002, LostMessage = 0.05 },
            });
            await cluster.AddAsync(SalesDag.Create());
            cluster.Replace("sales", "extract", StandIn.Returns(new[] { 2m, 3m }));

            await cluster.RunForAsync(TimeSpan.FromSeconds(1));
            cluster.Crash("worker-1");
            await cluster.RunUntilIdleAsync();

            cluster.Runs("sales").Select(run => run.LogicalDate?.Day).ShouldBe([1, 2, 3], $"seed {seed}");
            cluster.Runs("sales").ShouldAllBe(run => run.State == RunState.Success, $"seed {seed}");
        }
    }
    // end
}
