using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Testing.Memory;

namespace Airflow.Engine.Tests.Scheduling;

public sealed class LeaseKeeperTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryDatabase database;
    private readonly LeaseKeeper keeper;

    public LeaseKeeperTests()
    {
        database = new MemoryDatabase(clock);
        var options = new SchedulerOptions { Owner = "me", Hostname = "host", LeaseDuration = TimeSpan.FromSeconds(2) };
        keeper = new LeaseKeeper(database.Stores.Runs, options, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leases_outlive_a_pass_that_takes_longer_than_they_last()
    {
        await LeaseAsync("me");
        for (var second = 0; second < 10; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1.1));
            await keeper.StandInAsync(Cancel);
        }

        (await database.Stores.Runs.AcquireAsync("you", TimeSpan.FromSeconds(2), 10, clock.GetUtcNow(), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_loop_that_hangs_loses_its_runs()
    {
        await LeaseAsync("me");
        clock.Advance(TimeSpan.FromSeconds(40));
        await keeper.StandInAsync(Cancel);

        (await database.Stores.Runs.AcquireAsync("you", TimeSpan.FromSeconds(2), 10, clock.GetUtcNow(), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_stands_in_for_a_loop_that_is_in_time()
    {
        await LeaseAsync("me");
        clock.Advance(TimeSpan.FromSeconds(0.7));
        await keeper.StandInAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(1.4));

        (await database.Stores.Runs.AcquireAsync("you", TimeSpan.FromSeconds(2), 10, clock.GetUtcNow(), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_end_of_anothers_lease_is_awaited_only_when_it_comes_before_the_next_poll()
    {
        await LeaseAsync("you");
        await keeper.LookAsync(clock.GetUtcNow() + TimeSpan.FromSeconds(1), Cancel);
        keeper.NextTakeOver.ShouldBeNull();

        clock.Advance(TimeSpan.FromSeconds(1.5));
        await keeper.LookAsync(clock.GetUtcNow() + TimeSpan.FromSeconds(1), Cancel);
        var end = keeper.NextTakeOver.ShouldNotBeNull();
        end.ShouldBeGreaterThan(clock.GetUtcNow() + TimeSpan.FromSeconds(0.5));
        keeper.IsTakeOverDue(clock.GetUtcNow()).ShouldBeFalse();
        keeper.IsTakeOverDue(end).ShouldBeTrue();
        keeper.IsTakeOverDue(end).ShouldBeFalse();
    }

    private async Task LeaseAsync(string owner)
    {
        await new TestDag("d").Task("a").StoreAsync(database);
        await database.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = clock.GetUtcNow() }, Cancel);
        (await database.Stores.Runs.AcquireAsync(owner, TimeSpan.FromSeconds(2), 10, clock.GetUtcNow(), Cancel)).Count.ShouldBe(1);
        keeper.Start(clock.GetUtcNow());
    }
}
