using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Marking;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Marking;

public sealed class StateMarkingTests : IWakeSignal
{
    private readonly SchedulerBench _bench = new();

    void IWakeSignal.Wake(string topic) => _bench.Scheduler.Wake(topic);

    [Fact]
    public async Task A_running_try_that_is_marked_is_stopped_and_its_late_result_counts_for_nothing()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var running = await _bench.StartTaskAsync("a");

        var marked = await MarkAsync(Request(TaskState.Success, "a"));
        await _bench.PassAsync();

        marked.Select(item => (item.Task.Key.TaskId, item.Task.State, item.To)).ShouldBe([("a", TaskState.Running, TaskState.Success)]);
        _bench.Executor.Cancelled.Keys.ShouldContain(running.Id);
        (await _bench.EndAsync(running, TaskState.Failed)).ShouldBeFalse();
        _bench.StateOf("a").ShouldBe(TaskState.Success);
        _bench.Submitted.ShouldBe(["b"]);
        await _bench.RunTaskAsync("b");
        _bench.RunState().ShouldBe(RunState.Success);
        _bench.Database.Occupied("default_pool").ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_task_that_is_marked_success_has_what_failed_for_it_decided_anew()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", "c").Task("c").Task("x"));
        await _bench.RunTaskAsync("x");
        await _bench.RunTaskAsync("a", TaskState.Failed);
        _bench.RunState().ShouldBe(RunState.Failed);

        var marked = await MarkAsync(Request(TaskState.Success, "a"));
        await _bench.PassAsync();

        marked.Select(item => (item.Task.Key.TaskId, item.To)).ShouldBe([("a", TaskState.Success), ("b", TaskState.None), ("c", TaskState.None)]);
        _bench.RunState().ShouldBe(RunState.Running);
        await _bench.RunTaskAsync("b");
        await _bench.RunTaskAsync("c");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task What_failed_before_a_task_that_is_marked_stays_as_it_is()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", "c").Task("c"));
        await _bench.RunTaskAsync("a", TaskState.Failed);

        var marked = await MarkAsync(Request(TaskState.Success, "c"));
        await _bench.PassAsync();

        marked.Select(item => (item.Task.Key.TaskId, item.To)).ShouldBe([("c", TaskState.Success)]);
        _bench.StateOf("a").ShouldBe(TaskState.Failed);
        _bench.StateOf("b").ShouldBe(TaskState.UpstreamFailed);
    }

    [Fact]
    public async Task Scopes_widen_what_is_marked()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", "c").Task("c").Task("x"), runs: 3);

        (await SelectAsync(Request(TaskState.Failed, "b", "r2"))).ShouldBe(["r2 b"]);
        (await SelectAsync(Request(TaskState.Failed, "b", "r2") with { IncludeUpstream = true })).ShouldBe(["r2 a", "r2 b"]);
        (await SelectAsync(Request(TaskState.Failed, "b", "r2") with { IncludeDownstream = true })).ShouldBe(["r2 b", "r2 c"]);
        (await SelectAsync(Request(TaskState.Failed, "b", "r2") with { IncludePast = true })).ShouldBe(["r1 b", "r2 b"]);
        (await SelectAsync(Request(TaskState.Failed, "b", "r2") with { IncludeFuture = true })).ShouldBe(["r2 b", "r3 b"]);
        (await SelectAsync(Request(TaskState.Failed, "b", "r2") with { IncludePast = true, IncludeFuture = true, IncludeDownstream = true }))
            .ShouldBe(["r1 b", "r1 c", "r2 b", "r2 c", "r3 b", "r3 c"]);
        _bench.StateOf("b", runId: "r2").ShouldBe(TaskState.None, "a look changes nothing");
    }

    [Fact]
    public async Task What_has_the_state_already_is_left_alone()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        await _bench.RunTaskAsync("a");

        (await MarkAsync(Request(TaskState.Success, "a"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_state_that_only_a_scheduler_gives_is_refused()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));

        (await Should.ThrowAsync<AirflowException>(() => MarkAsync(Request(TaskState.Queued, "a")))).Message.ShouldContain("clear it");
        (await Should.ThrowAsync<AirflowException>(() => MarkAsync(Request(TaskState.Success, "zzz")))).Code.ShouldBe("task_not_found");
        (await Should.ThrowAsync<AirflowException>(() => MarkAsync(Request(TaskState.Success, "a", "zzz")))).Code.ShouldBe("run_not_found");
        (await Should.ThrowAsync<AirflowException>(() => MarkRunAsync(RunState.Running))).Code.ShouldBe("mark_state");
    }

    [Fact]
    public async Task A_run_marked_failed_stops_what_runs_and_skips_what_has_not_begun()
    {
        await ArrangeAsync(new TestDag("d").Task("done", "later").Task("later").Task("runs").Task("queued"));
        await _bench.RunTaskAsync("done");
        var running = await _bench.StartTaskAsync("runs");

        await MarkRunAsync(RunState.Failed);

        _bench.RunState().ShouldBe(RunState.Failed);
        _bench.StateOf("done").ShouldBe(TaskState.Success);
        _bench.StateOf("runs").ShouldBe(TaskState.Failed);
        _bench.StateOf("later").ShouldBe(TaskState.Skipped);
        _bench.StateOf("queued").ShouldBe(TaskState.Skipped);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.PassAsync();
        _bench.Executor.Cancelled.Keys.ShouldContain(running.Id);
        _bench.Scheduler.HeldRuns.ShouldBe(0);
        (await _bench.EndAsync(running, TaskState.Success)).ShouldBeFalse();
        _bench.StateOf("runs").ShouldBe(TaskState.Failed);
    }

    [Fact]
    public async Task A_run_marked_failed_lets_its_teardowns_work()
    {
        await ArrangeAsync(new TestDag("d").Task("up", task => task with { IsSetup = true }, "work", "down").Task("work", "down").Task("down", task => task with { IsTeardown = true, TriggerRule = "all_done_setup_success" }));
        await _bench.RunTaskAsync("up");
        await _bench.StartTaskAsync("work");

        await MarkRunAsync(RunState.Failed);
        await _bench.PassAsync();

        _bench.StateOf("work").ShouldBe(TaskState.Failed);
        _bench.RunState().ShouldBe(RunState.Running);
        await _bench.RunTaskAsync("down");
        _bench.RunState().ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task A_run_marked_success_makes_all_its_tasks_a_success()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b").Task("c"));
        await _bench.RunTaskAsync("a", TaskState.Failed);
        var running = await _bench.StartTaskAsync("c");

        await MarkRunAsync(RunState.Success);

        _bench.RunState().ShouldBe(RunState.Success);
        new[] { "a", "b", "c" }.Select(task => _bench.StateOf(task)).ShouldAllBe(state => state == TaskState.Success);
        (await _bench.EndAsync(running, TaskState.Failed)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_has_not_started_gets_its_tasks_with_their_states()
    {
        await new TestDag("d").Task("a", "b").Task("b").StoreAsync(_bench.Database);
        var dag = (await _bench.Database.Stores.Dags.FindAsync("d", Cancel))!;
        var run = new DagRun { DagId = "d", RunId = "r1", RunType = RunType.Manual, RunAfter = _bench.Clock.GetUtcNow(), CreatedDagVersionId = dag.LatestVersionId };
        await _bench.Database.Stores.Runs.CreateAsync(run, Cancel);

        await MarkAsync(Request(TaskState.Success, "a"));
        await _bench.StartAsync();

        _bench.StateOf("a").ShouldBe(TaskState.Success);
        _bench.Submitted.ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_run_that_is_queued_again_goes_on()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        await _bench.RunTaskAsync("a");

        (await MarkRunAsync(RunState.Queued)).ShouldBeEmpty();

        _bench.RunState().ShouldBe(RunState.Queued);
        await _bench.PassAsync();
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_run_cleared_onto_the_latest_version_has_its_code_and_its_new_tasks()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        await _bench.RunTaskAsync("a", TaskState.Failed);
        await new TestDag("d").Task("a", "b").Task("b").StoreAsync(_bench.Database, "v2");

        var clearing = new TaskClearing(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), this, _bench.Clock);
        await clearing.ClearAsync(new ClearRequest { DagId = "d", OnLatestVersion = true }, Cancel);
        await _bench.PassAsync();

        var again = await _bench.StartTaskAsync("a");
        again.BundleVersion.ShouldBe("v2");
        await _bench.EndAsync(again, TaskState.Success);
        await _bench.RunTaskAsync("b");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MarkRequest Request(TaskState state, string taskId, string runId = "r1") =>
        new() { DagId = "d", RunId = runId, TaskIds = [taskId], State = state, User = "ann" };

    private StateMarking Marking() => new(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), this, _bench.Clock);

    private Task<IReadOnlyList<MarkedTask>> MarkAsync(MarkRequest request) => Marking().MarkAsync(request, Cancel);

    private Task<IReadOnlyList<MarkedTask>> MarkRunAsync(RunState state) => Marking().MarkRunAsync("d", "r1", state, "ann", Cancel);

    private async Task<IEnumerable<string>> SelectAsync(MarkRequest request) =>
        (await Marking().SelectAsync(request, Cancel)).Select(item => $"{item.Task.Key.RunId} {item.Task.Key.TaskId}");

    private async Task ArrangeAsync(TestDag dag, int runs = 1)
    {
        await dag.StoreAsync(_bench.Database);
        await _bench.StartAsync();
        for (var number = 1; number <= runs; number++)
        {
            await _bench.TriggerAsync("d", $"r{number}", _bench.Clock.GetUtcNow().AddDays(number));
        }
    }
}
