using Airflow.Engine.Execution;
using Airflow.Engine.Holding;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>What is held is stored with who, since when and why; draining and pausing keep schedulers away.</summary>
public abstract class HoldConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly Hold Held = new(Noon, "ann", "the source is late");

    [Fact]
    public async Task Holds_of_runs_and_instances_come_back_and_go()
    {
        var leased = await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);

        (await WriteAsync(new HoldChange(leased.Run.Id, null, Held), new HoldChange(leased.Run.Id, task.Id, Held with { Reason = null }))).ShouldBe(StateResult.Applied);
        (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull().Hold.ShouldBe(Held);
        (await FindAsync(task.Id)).Hold.ShouldBe(Held with { Reason = null });
        await RunAsync(task);
        (await WriteAsync(End(task, TaskState.UpForRetry, NewId()))).ShouldBe(StateResult.Applied);
        var next = (await Stores.TaskInstances.FindAsync(task.Key, Cancel)).ShouldNotBeNull();
        next.Hold.ShouldNotBeNull("a hold is the instance's, not the try's");
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldHaveSingleItem().Hold.ShouldBeNull();

        (await WriteAsync(new HoldChange(leased.Run.Id, null, null), new HoldChange(leased.Run.Id, next.Id, null))).ShouldBe(StateResult.Applied);
        (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull().Hold.ShouldBeNull();
        (await FindAsync(next.Id)).Hold.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_gone_cannot_be_held()
    {
        var leased = await StartRunAsync();

        (await WriteAsync(new HoldChange(leased.Run.Id, NewId(), Held))).Refusal.ShouldBe(StateRefusal.TaskMoved);
        (await WriteAsync(new HoldChange(leased.Run.Id + 1, null, Held))).Refusal.ShouldBe(StateRefusal.RunMoved);
    }

    [Fact]
    public async Task A_hold_that_breaks_the_lease_refuses_what_its_holder_decided_meanwhile()
    {
        var leased = await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        var hold = new StateChange { Holds = [new HoldChange(leased.Run.Id, null, Held)], BrokenLeases = [leased.Run.Id] };
        (await Stores.StateWriter.WriteAsync(hold, Cancel)).ShouldBe(StateResult.Applied);

        (await Stores.StateWriter.WriteAsync(new StateChange { Fences = [leased.Lease], Tasks = [Queue(task)] }, Cancel)).Refusal.ShouldBe(StateRefusal.LeaseLost);

        var again = (await Stores.Runs.AcquireAsync("other", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem();
        again.Run.Hold.ShouldBe(Held);
    }

    [Fact]
    public async Task A_queued_run_that_is_held_does_not_begin()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r1"), Cancel);
        await Stores.Runs.CreateAsync(Run("d", "r2", Noon.AddMinutes(1)), Cancel);
        var first = (await Stores.Runs.FindAsync("d", "r1", Cancel))!;
        await WriteAsync(new HoldChange(first.Id, null, Held));

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).Select(run => run.Run.RunId).ShouldBe(["r2"]);
        await WriteAsync(new HoldChange(first.Id, null, null));
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).Select(run => run.Run.RunId).ShouldBe(["r1"]);
    }

    [Fact]
    public async Task Pausing_ends_the_leases_of_the_DAGs_runs()
    {
        var leased = await StartRunAsync();
        var other = await StartRunAsync("d2", "r2");
        var task = NewTask("a");
        await AddAsync(task);

        (await Stores.Dags.SetPausedAsync(["d"], true, Cancel)).ShouldBe(1);

        (await Stores.StateWriter.WriteAsync(new StateChange { Fences = [leased.Lease], Tasks = [Queue(task)] }, Cancel)).Refusal.ShouldBe(StateRefusal.LeaseLost);
        (await Stores.Runs.RenewAsync("me", Minute, Cancel)).ShouldBe([other.Run.Id]);
    }

    [Fact]
    public async Task A_draining_DAG_begins_no_run_and_is_drained_when_none_runs()
    {
        var leased = await StartRunAsync();
        await Stores.Runs.CreateAsync(Run("d", "r2"), Cancel);

        (await Stores.Dags.DrainAsync(["d", "nobody"], "ann", Noon, Cancel)).ShouldBe(1);
        (await Stores.Dags.DrainAsync(["d"], "bob", Noon, Cancel)).ShouldBe(0);

        var dag = (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull();
        (dag.IsPaused, dag.DrainingSince, dag.DrainingBy).ShouldBe((false, Noon, "ann"));
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(1), Cancel)).ShouldBeEmpty();
        (await Stores.Dags.ListDrainedAsync(Cancel)).ShouldBeEmpty();
        await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(leased.Run.Id, RunState.Running, RunState.Success, Noon)] }, Cancel);
        (await Stores.Dags.ListDrainedAsync(Cancel)).ShouldBe(["d"]);
        (await Stores.Dags.SetPausedAsync(["d"], true, Cancel)).ShouldBe(1);
        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().DrainingSince.ShouldBeNull();
    }

    [Fact]
    public async Task A_draining_DAG_makes_no_run_by_its_timetable_until_it_is_unpaused()
    {
        await SaveDagAsync("d", next: new(Noon, Noon, Noon, Noon));
        (await Stores.Dags.ListDueAsync(Noon, 10, Cancel)).Count.ShouldBe(1);

        await Stores.Dags.DrainAsync(["d"], "ann", Noon, Cancel);
        (await Stores.Dags.ListDueAsync(Noon, 10, Cancel)).ShouldBeEmpty();
        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBeNull();

        (await Stores.Dags.SetPausedAsync(["d"], false, Cancel)).ShouldBe(1);
        (await Stores.Dags.ListDueAsync(Noon, 10, Cancel)).Count.ShouldBe(1);
    }

    private Task<StateResult> WriteAsync(params HoldChange[] holds) => Stores.StateWriter.WriteAsync(new StateChange { Holds = holds }, Cancel);
}
