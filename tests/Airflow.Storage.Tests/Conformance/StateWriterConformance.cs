using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>State changes are compare-and-set, fenced, atomic and durable, alone and in a group.</summary>
public abstract class StateWriterConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_mark_ends_a_running_try_and_gives_its_slot_back()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var mark = new TaskMark(task.Id, TaskState.Running, TaskState.Failed, task.Pool, task.PoolSlots) { At = Noon.AddSeconds(3), Reason = "Marked failed by ann." };

        (await WriteAsync(mark)).ShouldBe(StateResult.Applied);

        var row = await FindAsync(task.Id);
        (row.State, row.EndDate, row.Duration, row.RetryReason).ShouldBe((TaskState.Failed, Noon.AddSeconds(3), 2, "Marked failed by ann."));
        (await Stores.Pools.ListUsageAsync(Cancel)).Single().Occupied.ShouldBe(0);
        (await WriteAsync(mark)).Refusal.ShouldBe(StateRefusal.TaskMoved);
        (await WriteAsync(End(task))).Refusal.ShouldBe(StateRefusal.TaskMoved);
        (await WriteAsync(mark with { From = TaskState.Failed, To = TaskState.Success, At = Noon.AddHours(1) })).ShouldBe(StateResult.Applied);
        (await FindAsync(task.Id)).EndDate.ShouldBe(Noon.AddSeconds(3));
    }

    [Fact]
    public async Task A_run_moves_to_other_code_with_or_without_another_state()
    {
        var leased = await StartRunAsync();
        var version = (await Stores.Dags.FindAsync("d", Cancel))!.LatestVersionId!.Value;
        var move = new RunChange(leased.Run.Id, RunState.Running, RunState.Running, Noon) { Version = new RunVersion(version, "m2") };

        (await Stores.StateWriter.WriteAsync(new StateChange { Runs = [move] }, Cancel)).ShouldBe(StateResult.Applied);

        var run = (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        (run.State, run.BundleVersion, run.CreatedDagVersionId).ShouldBe((RunState.Running, "m2", version));
    }

    [Fact]
    public async Task A_change_by_somebody_else_takes_the_run_from_its_holder()
    {
        var leased = await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);

        (await Stores.StateWriter.WriteAsync(
            new StateChange { Tasks = [new TaskRestart(task.Id, task.Pool, task.PoolSlots) { At = Noon }], BrokenLeases = [leased.Run.Id] }, Cancel)).ShouldBe(StateResult.Applied);

        (await Stores.TaskInstances.FindAsync(task.Id, Cancel)).ShouldNotBeNull().State.ShouldBe(TaskState.Restarting);
        (await Stores.Pools.ListUsageAsync(Cancel)).Sum(pool => pool.Occupied).ShouldBe(0);
        var late = new StateChange { Fences = [leased.Lease], Tasks = [End(task)] };
        (await Stores.StateWriter.WriteAsync(late, Cancel)).Refusal.ShouldBe(StateRefusal.LeaseLost);
        (await Stores.Runs.AcquireAsync("me", Minute, 100, Noon, Cancel)).ShouldHaveSingleItem().Lease.Epoch.ShouldBeGreaterThan(leased.Lease.Epoch);
    }

    [Fact]
    public async Task A_task_goes_from_none_to_success()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        (await WriteAsync(End(task) with { ExitCause = new ExitCause("exit", 0), RenderedMapIndex = "label" })).ShouldBe(StateResult.Applied);

        var stored = await FindAsync(task.Id);
        stored.State.ShouldBe(TaskState.Success);
        stored.TryNumber.ShouldBe(1);
        stored.ScheduledAt.ShouldBe(Noon);
        stored.QueuedAt.ShouldBe(Noon);
        stored.StartDate.ShouldBe(Noon.AddSeconds(1));
        stored.EndDate.ShouldBe(Noon.AddSeconds(3.5));
        stored.Duration.ShouldNotBeNull().ShouldBe(2.5, 0.0000001);
        stored.Hostname.ShouldBe("host");
        stored.Pid.ShouldBe(42);
        stored.RenderedMapIndex.ShouldBe("label");
        stored.ExitCause.ShouldBe("""{"kind":"exit","exit_code":0}""");
    }

    [Fact]
    public async Task A_change_from_another_state_is_refused_and_names_the_task()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);

        var result = await WriteAsync(Claim(task));

        result.ShouldBe(new StateResult(StateRefusal.TaskMoved, task.Id.ToString()));
        (await FindAsync(task.Id)).State.ShouldBe(TaskState.None);
    }

    [Fact]
    public async Task A_try_is_claimed_once()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await WriteAsync(Queue(task));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteAsync(Claim(task))));

        claims.Count(claim => claim.IsApplied).ShouldBe(1);
        claims.Count(claim => claim.Refusal == StateRefusal.TaskMoved).ShouldBe(7);
    }

    [Fact]
    public async Task Microseconds_survive_in_times_and_durations()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await WriteAsync(Queue(task));
        var start = Noon.AddTicks(9_999_990);
        var end = Noon.AddSeconds(1).AddTicks(10);
        await WriteAsync(Claim(task) with { At = start });
        await WriteAsync(End(task) with { At = end });

        var stored = await FindAsync(task.Id);

        stored.StartDate.ShouldBe(start);
        stored.EndDate.ShouldBe(end);
        stored.Duration.ShouldNotBeNull().ShouldBe(0.000002, 0.0000001);
    }

    [Fact]
    public async Task A_refused_change_leaves_nothing_of_itself()
    {
        var run = await StartRunAsync();
        var first = NewTask("a");
        var second = NewTask("b");
        await AddAsync(first, second);

        var result = await Stores.StateWriter.WriteAsync(
            new StateChange
            {
                NewTasks = [NewTask("c")],
                Tasks = [Queue(first), Claim(second)],
                XComs = [new XCom(new XComKey("d", "r", "a", "k"), "1")],
                Runs = [new RunChange(run.Run.Id, RunState.Running, RunState.Success, Noon)],
            },
            Cancel);

        result.Refusal.ShouldBe(StateRefusal.TaskMoved);
        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Select(task => (task.Key.TaskId, task.State))
            .ShouldBe([("a", TaskState.None), ("b", TaskState.None)]);
        (await Stores.XComs.ListKeysAsync("d", "r", null, Cancel)).ShouldBeEmpty();
        (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull().State.ShouldBe(RunState.Running);
        (await Stores.Pools.ListUsageAsync(Cancel)).ShouldAllBe(usage => usage.Occupied == 0);
    }

    [Fact]
    public async Task Refused_changes_do_not_touch_the_others_of_their_group()
    {
        await StartRunAsync();
        var tasks = Enumerable.Range(0, 60).Select(i => NewTask($"t{i:00}")).ToArray();
        await AddAsync(tasks);

        // asked at once, so that they share commits; every third one is refused after it has begun to write
        var results = await Task.WhenAll(tasks.Select((task, i) => i % 3 == 0
            ? WriteAsync(Queue(task), Claim(task) with { Id = NewId() })
            : WriteAsync(Queue(task))));

        results.Select(result => result.IsApplied).ShouldBe(Enumerable.Range(0, 60).Select(i => i % 3 != 0));
        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Select(task => task.State == TaskState.Queued)
            .ShouldBe(Enumerable.Range(0, 60).Select(i => i % 3 != 0));
        (await Stores.Pools.ListUsageAsync(Cancel)).Single(usage => usage.Pool.Name == "default_pool").Queued.ShouldBe(40);
    }

    [Fact]
    public async Task A_change_under_a_lost_lease_is_refused()
    {
        var run = await StartRunAsync(owner: "first");
        var task = NewTask("a");
        await AddAsync(task);
        await Stores.Runs.ExpireAsync(["first"], Cancel);
        var taken = (await Stores.Runs.AcquireAsync("second", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem();

        var late = await Stores.StateWriter.WriteAsync(new StateChange { Fences = [run.Lease], Tasks = [Queue(task)] }, Cancel);
        var current = await Stores.StateWriter.WriteAsync(new StateChange { Fences = [taken.Lease], Tasks = [Queue(task)] }, Cancel);

        late.ShouldBe(new StateResult(StateRefusal.LeaseLost, $"{run.Run.Id}"));
        current.ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task The_same_owner_with_an_older_epoch_is_refused()
    {
        var run = await StartRunAsync();
        await Stores.Runs.ReleaseAsync("me", null, Cancel);
        var again = (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem();

        again.Lease.Epoch.ShouldBeGreaterThan(run.Lease.Epoch);
        (await Stores.StateWriter.WriteAsync(new StateChange { Fences = [run.Lease], NewTasks = [NewTask("a")] }, Cancel)).Refusal.ShouldBe(StateRefusal.LeaseLost);
        (await Stores.StateWriter.WriteAsync(new StateChange { Fences = [again.Lease], NewTasks = [NewTask("a")] }, Cancel)).ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task An_expired_lease_that_nobody_took_still_holds()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);
        var run = (await Stores.Runs.AcquireAsync("me", NoTime, 10, Noon, Cancel)).ShouldHaveSingleItem();

        var result = await Stores.StateWriter.WriteAsync(new StateChange { Fences = [run.Lease], NewTasks = [NewTask("a")] }, Cancel);

        result.ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task A_run_ends_once_and_its_lease_with_it()
    {
        var run = await StartRunAsync();
        var end = new StateChange { Fences = [run.Lease], Runs = [new RunChange(run.Run.Id, RunState.Running, RunState.Failed, Noon.AddHours(1))] };

        (await Stores.StateWriter.WriteAsync(end, Cancel)).ShouldBe(StateResult.Applied);
        (await Stores.StateWriter.WriteAsync(end, Cancel)).Refusal.ShouldBe(StateRefusal.LeaseLost);
        (await Stores.StateWriter.WriteAsync(end with { Fences = [] }, Cancel)).ShouldBe(new StateResult(StateRefusal.RunMoved, $"{run.Run.Id}"));

        var stored = (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        stored.State.ShouldBe(RunState.Failed);
        stored.EndDate.ShouldBe(Noon.AddHours(1));
        (await Stores.Runs.RenewAsync("me", Minute, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finished_run_that_is_cleared_is_queued_again_and_counts_it()
    {
        var run = await StartRunAsync();
        await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(run.Run.Id, RunState.Running, RunState.Success, Noon)] }, Cancel);

        await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(run.Run.Id, RunState.Success, RunState.Queued, Noon.AddHours(2))] }, Cancel);

        var stored = (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        stored.State.ShouldBe(RunState.Queued);
        stored.ClearNumber.ShouldBe(1);
        stored.QueuedAt.ShouldBe(Noon.AddHours(2));
        stored.StartDate.ShouldBeNull();
        stored.EndDate.ShouldBeNull();
        var again = (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(2), Cancel)).ShouldHaveSingleItem();
        again.Lease.Epoch.ShouldBe(run.Lease.Epoch + 1);
    }

    [Fact]
    public async Task A_task_without_its_run_is_refused()
    {
        var result = await Stores.StateWriter.WriteAsync(new StateChange { NewTasks = [NewTask("a")] }, Cancel);

        result.Refusal.ShouldBe(StateRefusal.TaskMoved);
    }

    [Fact]
    public async Task A_place_in_a_run_is_taken_once()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));
        var second = NewTask("a");

        var result = await Stores.StateWriter.WriteAsync(new StateChange { NewTasks = [second] }, Cancel);

        result.ShouldBe(new StateResult(StateRefusal.TaskMoved, second.Id.ToString()));
    }

    [Fact]
    public async Task Expanding_removes_the_placeholder_and_adds_the_instances()
    {
        await StartRunAsync();
        var placeholder = NewTask("mapped");
        await AddAsync(placeholder);

        var change = new StateChange { RemovedTasks = [placeholder.Id], NewTasks = [.. Enumerable.Range(0, 3).Select(i => NewTask("mapped", mapIndex: i))] };
        (await Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Select(task => task.Key.MapIndex).ShouldBe([0, 1, 2]);
        (await Stores.StateWriter.WriteAsync(new StateChange { RemovedTasks = [placeholder.Id] }, Cancel))
            .ShouldBe(new StateResult(StateRefusal.TaskMoved, placeholder.Id.ToString()));
    }

    [Fact]
    public async Task Results_come_with_the_end_of_their_task()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var value = new XCom(new XComKey("d", "r", "a", XCom.ReturnKey), """[1.0, "é", null]""") { MappedLength = 3 };

        await Stores.StateWriter.WriteAsync(new StateChange { Tasks = [End(task)], XComs = [value] }, Cancel);

        (await Stores.XComs.FindAsync(value.Key, includePriorDates: false, Cancel)).ShouldNotBeNull().Value.ShouldBe("""[1.0, "é", null]""");
        (await Stores.XComs.ListMappedLengthsAsync("d", "r", Cancel)).ShouldBe([new MappedLength("a", -1, 3, null)]);
    }

    [Fact]
    public async Task A_result_of_a_task_that_is_not_there_is_refused()
    {
        await StartRunAsync();

        var result = await Stores.StateWriter.WriteAsync(new StateChange { XComs = [new XCom(new XComKey("d", "r", "nobody", "k"), "1")] }, Cancel);

        result.Refusal.ShouldBe(StateRefusal.TaskMoved);
        result.Subject.ShouldNotBeNull().ShouldContain("nobody");
    }

    [Fact]
    public async Task A_settled_task_gets_the_dates_that_it_lacks()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);

        await WriteAsync(new TaskSettle(task.Id, TaskState.None, TaskState.UpstreamFailed, task.Pool, 1) { At = Noon });

        var stored = await FindAsync(task.Id);
        stored.State.ShouldBe(TaskState.UpstreamFailed);
        stored.StartDate.ShouldBe(Noon);
        stored.EndDate.ShouldBe(Noon);
        stored.Duration.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_change_is_not_written()
    {
        await StartRunAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            () => Stores.StateWriter.WriteAsync(new StateChange { NewTasks = [NewTask("a")] }, cancelled.Token));

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_when_the_stores_close_is_written()
    {
        await StartRunAsync();
        var tasks = Enumerable.Range(0, 200).Select(i => NewTask($"t{i}")).ToArray();
        var closing = AirflowDatabase.Open(Url);
        var writes = tasks.Select(task => closing.StateWriter.WriteAsync(new StateChange { NewTasks = [task] }, Cancel)).ToArray();
        await closing.DisposeAsync();

        (await Task.WhenAll(writes)).ShouldAllBe(result => result.IsApplied);
        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count.ShouldBe(200);
    }

    [Fact]
    public async Task After_closing_nothing_is_taken()
    {
        await StartRunAsync();
        var closed = AirflowDatabase.Open(Url);
        await closed.Database.CheckAsync(Cancel);
        await closed.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => closed.StateWriter.WriteAsync(new StateChange { NewTasks = [NewTask("a")] }, Cancel));
    }

    [Fact]
    public async Task More_writes_than_the_queue_holds_are_all_written()
    {
        await StartRunAsync();
        var tasks = Enumerable.Range(0, 6000).Select(i => NewTask($"t{i}")).ToArray();

        var results = await Task.WhenAll(tasks.Select(task => Stores.StateWriter.WriteAsync(new StateChange { NewTasks = [task] }, Cancel)));

        results.ShouldAllBe(result => result.IsApplied);
        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count.ShouldBe(6000);
    }
}
