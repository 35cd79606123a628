using Airflow.Engine.Coordination;
using Airflow.Engine.Explaining;
using Airflow.Engine.Holding;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Holding;

public sealed class WorkHoldingTests : IWakeSignal
{
    private readonly SchedulerBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    void IWakeSignal.Wake(string topic) => _bench.Scheduler.Wake(topic);

    [Fact]
    public async Task What_runs_of_a_held_run_goes_on_and_nothing_else_starts_until_it_is_resumed()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var running = await _bench.StartTaskAsync("a");

        await Holding().HoldRunAsync("d", "r1", "ann", "the source is late", Cancel);
        await _bench.PassAsync();

        (await _bench.EndAsync(running, TaskState.Success)).ShouldBeTrue();
        _bench.StateOf("a").ShouldBe(TaskState.Success);
        _bench.Submitted.ShouldBeEmpty();
        _bench.RunState().ShouldBe(RunState.Running);
        await Holding().ResumeRunAsync("d", "r1", Cancel);
        await _bench.PassAsync();
        await _bench.RunTaskAsync("b");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_try_that_waits_for_a_worker_is_taken_back()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        var queued = _bench.Take("a");

        (await Holding().HoldRunAsync("d", "r1", "ann", null, Cancel)).ShouldBe(1);
        await _bench.PassAsync();

        (await _bench.ClaimAsync(queued)).Refusal.ShouldNotBeNull();
        _bench.StateOf("a").ShouldBe(TaskState.Scheduled);
        _bench.Database.Occupied("default_pool").ShouldBe(0);
        await Holding().ResumeRunAsync("d", "r1", Cancel);
        await _bench.PassAsync();
        var again = await _bench.StartTaskAsync("a");
        (again.Id, again.TryNumber).ShouldBe((queued.Id, 1));
    }

    [Fact]
    public async Task A_scheduler_that_does_not_know_of_the_hold_yet_cannot_queue()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var running = await _bench.StartTaskAsync("a");
        var silent = new WorkHolding(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), new Silence(), _bench.Clock);
        await silent.HoldRunAsync("d", "r1", "ann", null, Cancel);

        (await _bench.EndAsync(running, TaskState.Success)).ShouldBeTrue();
        await _bench.PassAsync();
        await _bench.PassAsync();

        _bench.StateOf("a").ShouldBe(TaskState.Success);
        _bench.StateOf("b").ShouldBe(TaskState.None);
        _bench.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_task_that_is_held_waits()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "c").Task("b", "c").Task("c"));
        await Holding().HoldTaskAsync(Key("b"), "ann", null, Cancel);
        await _bench.PassAsync();

        // a run that is read anew hands its queued tries over once more
        _bench.Submitted.Distinct().ShouldBe(["a"]);
        await _bench.RunTaskAsync("a");
        await _bench.PassAsync();
        _bench.RunState().ShouldBe(RunState.Running, "a task that somebody holds is no deadlock");
        await Holding().ResumeTaskAsync(Key("b"), Cancel);
        await _bench.PassAsync();
        await _bench.RunTaskAsync("b");
        await _bench.RunTaskAsync("c");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_task_that_needs_no_worker_waits_as_well_and_the_run_with_it()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "empty").Task("empty", task => task with { IsEmpty = true }));
        await Holding().HoldTaskAsync(Key("empty"), "ann", null, Cancel);
        await _bench.PassAsync();
        await _bench.RunTaskAsync("a");

        _bench.StateOf("empty").ShouldBe(TaskState.None);
        _bench.RunState().ShouldBe(RunState.Running);
        await Holding().ResumeTaskAsync(Key("empty"), Cancel);
        await _bench.PassAsync();
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_retry_waits_for_the_resume()
    {
        await ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1, RetryDelay = TimeSpan.FromMinutes(1) }));
        var first = await _bench.StartTaskAsync("a");
        await Holding().HoldTaskAsync(Key("a"), "ann", null, Cancel);
        await _bench.PassAsync();
        (await _bench.EndAsync(first, TaskState.UpForRetry)).ShouldBeTrue();

        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.PassAsync();
        _bench.StateOf("a").ShouldBe(TaskState.UpForRetry);

        await Holding().ResumeTaskAsync(Key("a"), Cancel);
        await _bench.PassAsync();
        (await _bench.StartTaskAsync("a")).TryNumber.ShouldBe(2);
    }

    [Fact]
    public async Task A_hold_outlives_the_scheduler_and_a_clear()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        await Holding().HoldTaskAsync(Key("b"), "ann", null, Cancel);
        await _bench.PassAsync();
        await _bench.RunTaskAsync("a");

        var heir = new SchedulerBench(_bench.Database, owner: "s2", isAlive: _ => false);
        await heir.StartAsync();
        await heir.PassAsync();

        heir.Submitted.ShouldBeEmpty();
        heir.Database.Tasks.Values.Single(task => task.Key.TaskId == "b").Hold!.User.ShouldBe("ann");
    }

    [Fact]
    public async Task A_run_that_has_not_begun_can_be_held_whole_or_in_part()
    {
        var dag = new TestDag("d") { MaxActiveRuns = 1 }.Task("a").Task("b");
        await ArrangeAsync(dag, runs: 3);
        await Holding().HoldRunAsync("d", "r2", "ann", null, Cancel);
        await Holding().HoldTaskAsync(new TaskInstanceKey("d", "r3", "b", -1), "ann", null, Cancel);
        await _bench.RunTaskAsync("a");
        await _bench.RunTaskAsync("b");
        await _bench.PassAsync();

        _bench.RunState("r2").ShouldBe(RunState.Queued);
        _bench.RunState("r3").ShouldBe(RunState.Running);
        _bench.Executor.Submitted.Select(workload => $"{workload.Key.RunId} {workload.Key.TaskId}").ShouldBe(["r3 a"]);
    }

    [Fact]
    public async Task A_held_run_does_not_run_out_of_time()
    {
        await ArrangeAsync(new TestDag("d") { DagrunTimeout = TimeSpan.FromMinutes(1) }.Task("a"));
        await Holding().HoldRunAsync("d", "r1", "ann", null, Cancel);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.PassAsync();

        _bench.RunState().ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task What_is_not_there_or_not_held_is_refused()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));

        (await Should.ThrowAsync<AirflowException>(() => Holding().ResumeRunAsync("d", "r1", Cancel))).Code.ShouldBe("not_held");
        (await Should.ThrowAsync<AirflowException>(() => Holding().ResumeTaskAsync(Key("a"), Cancel))).Code.ShouldBe("not_held");
        (await Should.ThrowAsync<AirflowException>(() => Holding().HoldTaskAsync(Key("zzz"), null, null, Cancel))).Code.ShouldBe("task_not_found");
        await _bench.RunTaskAsync("a");
        (await Should.ThrowAsync<AirflowException>(() => Holding().HoldRunAsync("d", "r1", null, null, Cancel))).Code.ShouldBe("run_finished");
    }

    [Fact]
    public async Task The_explanation_says_who_holds_it_since_when_and_why()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        await Holding().HoldRunAsync("d", "r1", "ann", "the source is late", Cancel);
        await Holding().HoldTaskAsync(Key("a"), "bob", "wrong rows", Cancel);
        await _bench.PassAsync();
        var explainer = new TaskExplainer(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), new ExplainOptions(), _bench.Clock);

        var both = await explainer.ExplainAsync(Key("a"), Cancel);
        both.Unmet[0].Reasons[0].Text.ShouldStartWith("The run is held since 2026-01-01T00:00:00");
        both.Unmet[0].Reasons[0].Text.ShouldEndWith("by ann: the source is late");
        both.Advice.ShouldBe("airflow dags resume d r1");
        await Holding().ResumeRunAsync("d", "r1", Cancel);
        await _bench.PassAsync();
        var one = await explainer.ExplainAsync(Key("a"), Cancel);
        one.Unmet.ShouldHaveSingleItem().Reasons[0].Text.ShouldEndWith("by bob: wrong rows");
        one.Advice.ShouldBe("airflow tasks resume d a r1");
    }

    [Fact]
    public async Task A_paused_DAG_starts_nothing_more()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var running = await _bench.StartTaskAsync("a");
        await _bench.Database.Stores.Dags.SetPausedAsync(["d"], true, Cancel);

        (await _bench.EndAsync(running, TaskState.Success)).ShouldBeTrue();
        await _bench.PassAsync();

        _bench.Submitted.ShouldBeEmpty();
        _bench.StateOf("a").ShouldBe(TaskState.Success);
        await _bench.Database.Stores.Dags.SetPausedAsync(["d"], false, Cancel);
        _bench.Scheduler.Wake("dags");
        await _bench.PassAsync();
        _bench.Submitted.ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_draining_DAG_ends_what_runs_begins_nothing_and_is_paused()
    {
        await ArrangeAsync(new TestDag("d") { MaxActiveRuns = 1 }.Task("a", "b").Task("b"), runs: 2);
        var dags = _bench.Database.Stores.Dags;
        (await dags.DrainAsync(["d"], "ann", _bench.Clock.GetUtcNow(), Cancel)).ShouldBe(1);
        _bench.Scheduler.Wake("dags");
        await _bench.RunTaskAsync("a");
        (await dags.FindAsync("d", Cancel))!.IsPaused.ShouldBeFalse();

        await _bench.RunTaskAsync("b");
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.PassAsync();

        _bench.RunState().ShouldBe(RunState.Success);
        _bench.RunState("r2").ShouldBe(RunState.Queued);
        var dag = (await dags.FindAsync("d", Cancel))!;
        (dag.IsPaused, dag.DrainingSince).ShouldBe((true, null));
    }

    private static TaskInstanceKey Key(string taskId) => new("d", "r1", taskId, -1);

    private WorkHolding Holding() => new(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), this, _bench.Clock);

    private async Task ArrangeAsync(TestDag dag, int runs = 1)
    {
        await dag.StoreAsync(_bench.Database);
        await _bench.StartAsync();
        for (var number = 1; number <= runs; number++)
        {
            await _bench.TriggerAsync("d", $"r{number}", _bench.Clock.GetUtcNow().AddHours(-number));
        }
    }

    private sealed class Silence : IWakeSignal
    {
        public void Wake(string topic)
        {
            // another process could not be reached
        }
    }
}
