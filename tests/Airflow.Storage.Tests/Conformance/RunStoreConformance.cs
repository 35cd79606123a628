using Airflow.Engine.Execution;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Runs are unique, made once a tick, and found by every filter.</summary>
public abstract class RunStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_run_is_stored_whole_and_takes_its_code_from_the_dag()
    {
        var manifest = new BundleManifest("tree-1", "dags-folder", [new BundleEntry("d.cs", "h", 1)]);
        var saved = (await Stores.Dags.SaveAsync([File("d.cs", Dag("d")) with { Manifest = manifest }], Cancel)).ShouldHaveSingleItem();
        var run = Run("d", "r") with
        {
            LogicalDate = Noon,
            DataIntervalStart = Noon.AddDays(-1),
            DataIntervalEnd = Noon,
            Conf = """{"a":1}""",
            TriggeredBy = "cli",
            TriggeringUserName = "ann",
            PartitionKey = "p",
            PartitionDate = Noon.AddDays(2),
        };

        (await Stores.Runs.CreateAsync(run, Cancel)).ShouldBe(RunCreation.Created);

        var stored = (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        stored.Id.ShouldBeGreaterThan(0);
        stored.State.ShouldBe(RunState.Queued);
        stored.CreatedDagVersionId.ShouldBe(saved.VersionId);
        stored.BundleVersion.ShouldBe("tree-1");
        (stored with { Id = 0, CreatedDagVersionId = null, BundleVersion = null, QueuedAt = null, CreatedAt = null }).ShouldBe(run);
    }

    [Fact]
    public async Task A_run_id_and_a_logical_date_exist_once_in_a_dag()
    {
        await SaveDagAsync("d");
        await SaveDagAsync("other");
        await Stores.Runs.CreateAsync(Run("d", "r") with { LogicalDate = Noon }, Cancel);

        (await Stores.Runs.CreateAsync(Run("d", "r"), Cancel)).ShouldBe(RunCreation.AlreadyExists);
        (await Stores.Runs.CreateAsync(Run("d", "r2") with { LogicalDate = Noon }, Cancel)).ShouldBe(RunCreation.AlreadyExists);
        (await Stores.Runs.CreateAsync(Run("d", "r3"), Cancel)).ShouldBe(RunCreation.Created);
        (await Stores.Runs.CreateAsync(Run("d", "r4"), Cancel)).ShouldBe(RunCreation.Created);
        (await Stores.Runs.CreateAsync(Run("other", "r") with { LogicalDate = Noon }, Cancel)).ShouldBe(RunCreation.Created);
    }

    [Fact]
    public async Task A_dag_that_is_not_there_has_no_runs()
    {
        await SaveDagAsync("gone");
        await Stores.Dags.RemoveFilesAsync("dags-folder", ["gone.cs"], Cancel);

        (await Stores.Runs.CreateAsync(Run("nobody", "r"), Cancel)).ShouldBe(RunCreation.NoSuchDag);
        (await Stores.Runs.CreateAsync(Run("gone", "r"), Cancel)).ShouldBe(RunCreation.NoSuchDag);
    }

    [Fact]
    public async Task Runs_are_found_by_their_tries()
    {
        await StartRunAsync("d");
        await StartRunAsync("e");
        var (first, second, other) = (NewTask("a"), NewTask("b"), NewTask("a", "e"));
        await AddAsync(first, second, other);

        var runs = await Stores.Runs.ListOfTriesAsync([first.Id, second.Id, other.Id, NewId()], Cancel);

        runs.Count.ShouldBe(3);
        runs[first.Id].DagId.ShouldBe("d");
        runs[other.Id].ShouldBe((await Stores.Runs.FindAsync("e", "r", Cancel)).ShouldNotBeNull());
        runs[second.Id].Id.ShouldBe(runs[first.Id].Id);
    }

    [Fact]
    public async Task Many_schedulers_make_one_scheduled_run_a_tick()
    {
        var due = Noon;
        await SaveDagAsync("d", next: new NextDagRun(due, due, due, due));
        var other = OpenAnother();
        var run = Run("d", "scheduled__1") with { RunType = RunType.Scheduled, LogicalDate = due };
        var next = new NextDagRun(due.AddDays(1), due, due.AddDays(1), due.AddDays(1));

        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => CreateScheduledAsync(i % 2 == 0 ? Stores : other, run with { RunId = $"s{i}" }, due, next)));

        made.Count(done => done).ShouldBe(1);
        (await Stores.Runs.ListAsync(new RunFilter { DagId = "d" }, Cancel)).Count.ShouldBe(1);
        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().Next.ShouldBe(next);
    }

    [Fact]
    public async Task A_scheduler_that_is_a_tick_behind_makes_nothing_and_moves_nothing()
    {
        await SaveDagAsync("d", next: new NextDagRun(Noon, null, null, Noon));
        var next = new NextDagRun(Noon.AddDays(1), null, null, Noon.AddDays(1));
        (await CreateScheduledAsync(Stores, Run("d", "s1") with { LogicalDate = Noon }, Noon, next)).ShouldBeTrue();

        // what it computed from an older state of the schedule is for another date, so that uniqueness would not stop it
        var late = Run("d", "s2") with { LogicalDate = Noon.AddHours(1) };
        (await CreateScheduledAsync(Stores, late, Noon, new NextDagRun(Noon.AddHours(2), null, null, Noon.AddHours(2)))).ShouldBeFalse();

        (await Stores.Runs.ListAsync(new RunFilter { DagId = "d" }, Cancel)).Select(run => run.RunId).ShouldBe(["s1"]);
        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBe(Noon.AddDays(1));
    }

    [Fact]
    public async Task A_tick_whose_run_is_there_already_is_passed_by()
    {
        await SaveDagAsync("d", next: new NextDagRun(Noon, Noon, Noon, Noon));
        await Stores.Runs.CreateAsync(Run("d", "by_hand") with { LogicalDate = Noon }, Cancel);
        var next = new NextDagRun(Noon.AddDays(1), null, null, Noon.AddDays(1));

        (await CreateScheduledAsync(Stores, Run("d", "s") with { LogicalDate = Noon }, Noon, next)).ShouldBeFalse();

        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBe(Noon.AddDays(1));
    }

    [Fact]
    public async Task Ticks_of_many_dags_are_made_together_and_each_only_once()
    {
        string[] dagIds = [.. Enumerable.Range(0, 50).Select(i => $"d{i}")];
        foreach (var dagId in dagIds)
        {
            await SaveDagAsync(dagId, next: new NextDagRun(Noon, Noon, Noon, Noon));
        }

        var other = OpenAnother();
        var next = new NextDagRun(Noon.AddDays(1), Noon, Noon.AddDays(1), Noon.AddDays(1));
        ScheduledTick[] ticks = [.. dagIds.Select(dagId => new ScheduledTick(Run(dagId, "s") with { RunType = RunType.Scheduled, LogicalDate = Noon }, Noon, next))];
        ScheduledTick behind = ticks[7] with { ExpectedCreateAfter = Noon.AddDays(-1) };

        var made = await Task.WhenAll(
            Stores.Runs.CreateScheduledAsync([.. ticks[..7], behind, .. ticks[8..]], Cancel),
            other.Runs.CreateScheduledAsync([.. ticks[8..].Reverse()], Cancel));

        made[0][7].ShouldBeFalse();
        made[0].Take(7).ShouldAllBe(isMade => isMade);
        made.Sum(all => all.Count(isMade => isMade)).ShouldBe(49);
        var runs = await Stores.Runs.ListAsync(new RunFilter { RunType = RunType.Scheduled }, Cancel);
        runs.Select(run => run.DagId).ShouldBe(dagIds.Except(["d7"]), ignoreOrder: true);
        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBe(Noon);
        (await Stores.Dags.ListDueAsync(Noon, 100, Cancel)).Select(dag => dag.DagId).ShouldBe(["d7"]);
    }

    [Fact]
    public async Task The_last_automated_runs_of_several_dags_are_listed_together()
    {
        foreach (var dagId in new[] { "a", "b", "c" })
        {
            await SaveDagAsync(dagId);
            await Stores.Runs.CreateAsync(Run(dagId, "by_hand") with { RunType = RunType.Manual, LogicalDate = Noon.AddDays(9) }, Cancel);
        }

        await Stores.Runs.CreateAsync(Run("a", "s1") with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(1) }, Cancel);
        await Stores.Runs.CreateAsync(Run("a", "s2") with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(2) }, Cancel);
        await Stores.Runs.CreateAsync(Run("b", "b1") with { RunType = RunType.Backfill, LogicalDate = Noon.AddDays(3) }, Cancel);
        await Stores.Runs.CreateAsync(Run("b", "s0") with { RunType = RunType.Scheduled, LogicalDate = Noon }, Cancel);

        var last = await Stores.Runs.ListLastAutomatedAsync(["a", "b", "c", "gone"], Cancel);

        last.Select(run => run.RunId).ShouldBe(["s2", "b1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Filters_combine()
    {
        await SaveDagAsync("a", maxActiveRuns: 1);
        await SaveDagAsync("b", maxActiveRuns: 1);
        for (var i = 0; i < 4; i++)
        {
            await Stores.Runs.CreateAsync(Run("a", $"a{i}", Noon.AddHours(i)) with { LogicalDate = Noon.AddDays(i), RunType = i < 2 ? RunType.Scheduled : RunType.Manual }, Cancel);
            await Stores.Runs.CreateAsync(Run("b", $"b{i}", Noon.AddHours(i)), Cancel);
        }

        await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddDays(1), Cancel);

        (await IdsAsync(new RunFilter { DagId = "a" })).ShouldBe(["a3", "a2", "a1", "a0"]);
        (await IdsAsync(new RunFilter { DagId = "a", NewestFirst = false, Limit = 2 })).ShouldBe(["a0", "a1"]);
        (await IdsAsync(new RunFilter { Limit = 3 })).ShouldBe(["b3", "a3", "b2"]);
        (await IdsAsync(new RunFilter { NewestFirst = false, Limit = 2 })).ShouldBe(["a0", "b0"]);
        (await IdsAsync(new RunFilter { States = [RunState.Running] })).ShouldBe(["b0", "a0"]);
        (await IdsAsync(new RunFilter { DagId = "a", States = [RunState.Queued], RunType = RunType.Scheduled })).ShouldBe(["a1"]);
        (await IdsAsync(new RunFilter { DagId = "a", LogicalDateFrom = Noon.AddDays(1), LogicalDateTo = Noon.AddDays(2) })).ShouldBe(["a2", "a1"]);
        (await IdsAsync(new RunFilter { LogicalDate = Noon.AddDays(3) })).ShouldBe(["a3"]);
        (await IdsAsync(new RunFilter { RunId = "b2" })).ShouldBe(["b2"]);
        (await IdsAsync(new RunFilter { States = [] })).ShouldBeEmpty();

        async Task<IEnumerable<string>> IdsAsync(RunFilter filter) => (await Stores.Runs.ListAsync(filter, Cancel)).Select(run => run.RunId);
    }

    [Fact]
    public async Task The_last_automated_run_is_the_latest_by_logical_date()
    {
        await SaveDagAsync("d");
        (await Stores.Runs.FindLastAutomatedAsync("d", Cancel)).ShouldBeNull();
        await Stores.Runs.CreateAsync(Run("d", "s2") with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(2) }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "b1") with { RunType = RunType.Backfill, LogicalDate = Noon.AddDays(1) }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "m3") with { LogicalDate = Noon.AddDays(3) }, Cancel);

        (await Stores.Runs.FindLastAutomatedAsync("d", Cancel)).ShouldNotBeNull().RunId.ShouldBe("s2");
        (await Stores.Runs.FindByLogicalDateAsync("d", Noon.AddDays(3), Cancel)).ShouldNotBeNull().RunId.ShouldBe("m3");
        (await Stores.Runs.FindByLogicalDateAsync("d", Noon, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_previous_run_is_the_latest_before_by_logical_date()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "s1") with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(1) }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "m2") with { RunType = RunType.Manual, LogicalDate = Noon.AddDays(2) }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "without") with { LogicalDate = null }, Cancel);

        (await Stores.Runs.FindPreviousAsync("d", Noon.AddDays(3), includeManual: true, Cancel)).ShouldNotBeNull().RunId.ShouldBe("m2");
        (await Stores.Runs.FindPreviousAsync("d", Noon.AddDays(3), includeManual: false, Cancel)).ShouldNotBeNull().RunId.ShouldBe("s1");
        (await Stores.Runs.FindPreviousAsync("d", Noon.AddDays(2), includeManual: true, Cancel)).ShouldNotBeNull().RunId.ShouldBe("s1");
        (await Stores.Runs.FindPreviousAsync("d", Noon.AddDays(1), includeManual: true, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_states_are_the_newest_by_logical_date()
    {
        await SaveDagAsync("d");
        foreach (var (day, state) in new[] { (2, RunState.Failed), (1, RunState.Success), (3, RunState.Running) })
        {
            var runId = $"r{day}";
            await Stores.Runs.CreateAsync(Run("d", runId) with { LogicalDate = Noon.AddDays(day) }, Cancel);
            var run = (await Stores.Runs.FindAsync("d", runId, Cancel)).ShouldNotBeNull();
            (await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(run.Id, RunState.Queued, state, Noon)] }, Cancel)).IsApplied.ShouldBeTrue();
        }

        (await Stores.Runs.ListLastStatesAsync("d", 2, Cancel)).ShouldBe([RunState.Running, RunState.Failed]);
        (await Stores.Runs.ListLastStatesAsync("other", 2, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_are_counted_by_state()
    {
        await SaveDagAsync("d", maxActiveRuns: 2);
        for (var i = 0; i < 5; i++)
        {
            await Stores.Runs.CreateAsync(Run("d", $"r{i}"), Cancel);
        }

        await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);

        var counts = await Stores.Runs.CountAsync("d", Cancel);
        counts[RunState.Queued].ShouldBe(3);
        counts[RunState.Running].ShouldBe(2);
        counts.ContainsKey(RunState.Failed).ShouldBeFalse();
    }

    [Fact]
    public async Task Notes_are_set_changed_and_taken_away()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);

        (await Stores.Runs.SetNoteAsync("d", "r", "first", "ann", Cancel)).ShouldBeTrue();
        (await Stores.Runs.SetNoteAsync("d", "r", "second", "bob", Cancel)).ShouldBeTrue();
        (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull().Note.ShouldBe("second");
        (await Stores.Runs.FindNoteAsync("d", "r", Cancel)).ShouldNotBeNull().User.ShouldBe("bob");
        (await Stores.Runs.SetNoteAsync("d", "r", null, "bob", Cancel)).ShouldBeTrue();
        (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull().Note.ShouldBeNull();
        (await Stores.Runs.FindNoteAsync("d", "r", Cancel)).ShouldBeNull();
        (await Stores.Runs.SetNoteAsync("d", "nobody", "x", null, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_run_takes_its_tasks_and_results_along()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        await Stores.StateWriter.WriteAsync(new() { Tasks = [End(task, newId: NewId())], XComs = [new(new("d", "r", "a", "k"), "1") { MappedLength = 1 }] }, Cancel);

        (await Stores.Runs.DeleteAsync("d", "r", Cancel)).ShouldBeTrue();
        (await Stores.Runs.DeleteAsync("d", "r", Cancel)).ShouldBeFalse();

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).ShouldBeEmpty();
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldBeEmpty();
        (await Stores.XComs.ListMappedLengthsAsync("d", "r", Cancel)).ShouldBeEmpty();
    }

    private static async Task<bool> CreateScheduledAsync(AirflowStores stores, DagRun run, DateTimeOffset expected, NextDagRun next) =>
        (await stores.Runs.CreateScheduledAsync([new ScheduledTick(run, expected, next)], Cancel)).Single();
}
