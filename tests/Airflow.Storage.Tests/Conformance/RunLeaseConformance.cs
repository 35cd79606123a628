using Airflow.Engine.Execution;
using Airflow.Engine.Runs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Every active run belongs to one scheduler, whose successor gets a higher epoch.</summary>
public abstract class RunLeaseConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_queued_run_becomes_running_when_it_is_taken()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);

        var leased = (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).ShouldHaveSingleItem();

        leased.Run.State.ShouldBe(RunState.Running);
        leased.Run.StartDate.ShouldBe(Noon.AddHours(1));
        leased.Lease.ShouldBe(new RunLease(leased.Run.Id, "me", 1));
        leased.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_held_is_nobody_elses()
    {
        await StartRunAsync();

        (await OpenAnother().Runs.AcquireAsync("you", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_schedulers_share_the_runs_without_overlap()
    {
        await SaveDagAsync("d", maxActiveRuns: 1000);
        for (var i = 0; i < 40; i++)
        {
            await Stores.Runs.CreateAsync(Run("d", $"r{i}"), Cancel);
        }

        var other = OpenAnother();
        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Stores : other).Runs.AcquireAsync($"s{i}", Minute, 4, Noon, Cancel)));

        taken.SelectMany(runs => runs).Select(run => run.Run.Id).Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task A_run_whose_lease_has_expired_is_taken_over_with_its_tasks()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);
        var first = (await Stores.Runs.AcquireAsync("dead", NoTime, 10, Noon, Cancel)).ShouldHaveSingleItem();
        await AddAsync(NewTask("a"), NewTask("b"));

        var second = (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).ShouldHaveSingleItem();

        second.Lease.ShouldBe(new RunLease(first.Run.Id, "me", 2));
        second.Run.StartDate.ShouldBe(first.Run.StartDate);
        second.Tasks.Select(task => task.Key.TaskId).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_queued_run_can_be_taken_without_a_look_for_abandoned_ones()
    {
        await StartRunAsync("d1", "abandoned", "gone");
        await Stores.Runs.RenewAsync("gone", NoTime, Cancel);
        await SaveDagAsync("d2");
        await Stores.Runs.CreateAsync(Run("d2", "new"), Cancel);

        var started = (await Stores.Runs.AcquireQueuedAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).ShouldHaveSingleItem();
        started.Run.RunId.ShouldBe("new");
        started.Run.State.ShouldBe(RunState.Running);
        started.Run.StartDate.ShouldBe(Noon.AddHours(1));
        started.Lease.ShouldBe(new RunLease(started.Run.Id, "me", 1));

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem().Run.RunId.ShouldBe("abandoned");
    }

    [Fact]
    public async Task A_renewed_lease_does_not_expire()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);
        var run = (await Stores.Runs.AcquireAsync("me", NoTime, 10, Noon, Cancel)).ShouldHaveSingleItem();

        (await Stores.Runs.RenewAsync("me", Minute, Cancel)).ShouldBe([run.Run.Id]);

        (await Stores.Runs.AcquireAsync("you", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_time_until_the_first_lease_of_another_ends_is_known()
    {
        await StartRunAsync("d1", "r1", "me");
        await StartRunAsync("d2", "r2", "over");
        await Stores.Runs.RenewAsync("over", NoTime, Cancel);
        (await Stores.Runs.FindNextExpiryAsync("me", Cancel)).ShouldBeNull();

        await Stores.Runs.ReleaseAsync("over", null, Cancel);
        await StartRunAsync("d3", "r3", "you");
        await Stores.Runs.RenewAsync("you", TimeSpan.FromHours(2), Cancel);
        (await Stores.Runs.FindNextExpiryAsync("me", Cancel)).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        (await Stores.Runs.FindNextExpiryAsync("you", Cancel)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Minute);
    }

    [Fact]
    public async Task What_was_taken_over_is_not_renewed()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);
        await Stores.Runs.AcquireAsync("slow", NoTime, 10, Noon, Cancel);
        await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);

        (await Stores.Runs.RenewAsync("slow", Minute, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_are_given_back_are_free()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r1"), Cancel);
        await Stores.Runs.CreateAsync(Run("d", "r2"), Cancel);
        var mine = await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);

        await Stores.Runs.ReleaseAsync("me", [mine[0].Run.Id], Cancel);
        (await Stores.Runs.AcquireAsync("you", Minute, 10, Noon, Cancel)).Select(run => run.Run.Id).ShouldBe([mine[0].Run.Id]);

        await Stores.Runs.ReleaseAsync("me", null, Cancel);
        (await Stores.Runs.AcquireAsync("you", Minute, 10, Noon, Cancel)).Select(run => run.Run.Id).ShouldBe([mine[1].Run.Id]);
    }

    [Fact]
    public async Task Leases_of_dead_owners_end_at_once()
    {
        await StartRunAsync("d1", "r1", "dead1");
        await StartRunAsync("d2", "r2", "dead2");
        await StartRunAsync("d3", "r3", "alive");

        (await Stores.Runs.ExpireAsync(["dead1", "dead2", "unknown"], Cancel)).ShouldBe(2);

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).Select(run => run.Run.RunId).ShouldBe(["r1", "r2"]);
    }

    [Fact]
    public async Task No_more_runs_of_a_dag_start_than_it_allows()
    {
        await SaveDagAsync("d", maxActiveRuns: 2);
        for (var i = 0; i < 5; i++)
        {
            await Stores.Runs.CreateAsync(Run("d", $"r{i}", Noon.AddMinutes(-i)), Cancel);
        }

        var started = await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);
        started.Select(run => run.Run.RunId).ShouldBe(["r4", "r3"]);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();

        await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(started[0].Run.Id, RunState.Running, RunState.Success, Noon)] }, Cancel);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).Select(run => run.Run.RunId).ShouldBe(["r2"]);
    }

    [Fact]
    public async Task A_dag_with_a_long_queue_does_not_starve_the_others()
    {
        await SaveDagAsync("busy", maxActiveRuns: 3);
        await SaveDagAsync("rare");
        for (var i = 0; i < 100; i++)
        {
            await Stores.Runs.CreateAsync(Run("busy", $"b{i}", Noon.AddHours(-1)), Cancel);
        }

        await Stores.Runs.CreateAsync(Run("rare", "late"), Cancel);

        var started = await Stores.Runs.AcquireAsync("me", Minute, 4, Noon, Cancel);

        started.Select(run => run.Run.DagId).ShouldBe(["busy", "busy", "busy", "rare"]);
    }

    [Fact]
    public async Task The_oldest_runs_start_first_over_all_dags()
    {
        await SaveDagAsync("a");
        await SaveDagAsync("b");
        await Stores.Runs.CreateAsync(Run("a", "second", Noon.AddMinutes(-2)), Cancel);
        await Stores.Runs.CreateAsync(Run("a", "fourth", Noon), Cancel);
        await Stores.Runs.CreateAsync(Run("b", "first", Noon.AddMinutes(-3)), Cancel);
        await Stores.Runs.CreateAsync(Run("b", "third", Noon.AddMinutes(-1)), Cancel);

        (await Stores.Runs.AcquireAsync("me", Minute, 3, Noon, Cancel)).Select(run => run.Run.RunId).ShouldBe(["first", "second", "third"]);
    }

    [Fact]
    public async Task A_run_does_not_start_before_its_time()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "later", Noon.AddMinutes(5)), Cancel);

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddMinutes(5), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_of_a_paused_dag_are_left_alone()
    {
        await StartRunAsync();
        await Stores.Runs.CreateAsync(Run("d", "waiting"), Cancel);
        await Stores.Runs.ReleaseAsync("me", null, Cancel);
        await Stores.Dags.SetPausedAsync(["d"], true, Cancel);

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
        await Stores.Dags.SetPausedAsync(["d"], false, Cancel);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).Count.ShouldBe(2);
    }
}
