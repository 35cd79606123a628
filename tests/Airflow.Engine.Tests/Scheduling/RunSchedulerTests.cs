using Airflow.Engine.Dags;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Tests.Scheduling;

public sealed class RunSchedulerTests
{
    [Fact]
    public async Task A_chain_runs_task_by_task_and_the_run_succeeds()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        bench.Submitted.ShouldBe(["a"]);
        await bench.RunTaskAsync("a");
        bench.Submitted.ShouldBe(["b"]);
        await bench.RunTaskAsync("b");
        bench.RunState().ShouldBe(RunState.Success);
        bench.Scheduler.HeldRuns.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_passes_down_as_upstream_failed_and_fails_the_run()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", "c").Task("c"));
        await bench.RunTaskAsync("a", TaskState.Failed);
        bench.StateOf("b").ShouldBe(TaskState.UpstreamFailed);
        bench.StateOf("c").ShouldBe(TaskState.UpstreamFailed);
        bench.RunState().ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task A_retry_waits_for_its_delay_and_goes_on_under_a_new_id()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1, RetryDelay = TimeSpan.FromMinutes(1) }));
        var first = await bench.StartTaskAsync("a");
        await bench.EndAsync(first, TaskState.UpForRetry);
        bench.StateOf("a").ShouldBe(TaskState.UpForRetry);
        bench.Clock.Advance(TimeSpan.FromSeconds(59));
        await bench.PassAsync();
        bench.Executor.Submitted.ShouldBeEmpty();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.PassAsync();
        var second = await bench.StartTaskAsync("a");
        second.Id.ShouldNotBe(first.Id);
        second.TryNumber.ShouldBe(2);
        await bench.EndAsync(second, TaskState.Success);
        bench.RunState().ShouldBe(RunState.Success);
        bench.Database.History.Select(task => (task.Id, task.TryNumber)).ShouldBe([(first.Id, 1)]);
    }

    [Fact]
    public async Task Delays_grow_when_the_task_says_so()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with
        {
            Retries = 9,
            RetryDelay = TimeSpan.FromMinutes(10),
            RetryExponentialBackoff = new RetryBackoff(3),
            MaxRetryDelay = TimeSpan.FromMinutes(20),
        }));
        await bench.RunTaskAsync("a", TaskState.UpForRetry);
        bench.Clock.Advance(TimeSpan.FromMinutes(20));
        await bench.PassAsync();
        await bench.RunTaskAsync("a", TaskState.UpForRetry);
        bench.Clock.Advance(TimeSpan.FromMinutes(19));
        await bench.PassAsync();
        bench.Executor.Submitted.ShouldBeEmpty();
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.PassAsync();
        bench.Submitted.ShouldBe(["a"]);
    }

    [Fact]
    public async Task The_last_try_fails_even_when_the_worker_asks_for_another()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        await bench.RunTaskAsync("a", TaskState.UpForRetry);
        bench.StateOf("a").ShouldBe(TaskState.Failed);
        bench.RunState().ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task A_second_report_of_the_same_try_counts_for_nothing()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var workload = await bench.StartTaskAsync("a");
        (await bench.EndAsync(workload, TaskState.Success)).ShouldBeTrue();
        (await bench.EndAsync(workload, TaskState.Failed)).ShouldBeFalse();
        bench.StateOf("a").ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_try_is_claimed_once()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var workload = await bench.StartTaskAsync("a");
        (await bench.ClaimAsync(workload, "another")).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_worker_that_did_not_hear_the_answer_to_its_claim_gets_it_again()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1 }));
        var workload = bench.Take("a");
        var first = await bench.ClaimAsync(workload);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await bench.ClaimAsync(workload);
        second.Refusal.ShouldBeNull();
        second.StartDate.ShouldBe(first.StartDate);
        second.ShouldRetry.ShouldBe(first.ShouldRetry);
        await bench.EndAsync(workload, TaskState.UpForRetry);
        (await bench.ClaimAsync(workload)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_task_that_is_skipped_while_it_waits_for_room_does_not_start_later()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d") { MaxActiveTasks = 1 }.Task("branch", "a", "b").Task("a").Task("b", task => task with { TriggerRule = "always" }).Task("c"));
        var branch = await bench.StartTaskAsync("branch");
        bench.StateOf("b").ShouldBe(TaskState.Scheduled);
        var ending = bench.EndWithSkipAsync(branch, "b");
        await bench.PassAsync();
        (await ending).ShouldBeTrue();
        bench.StateOf("b").ShouldBe(TaskState.Skipped);
        await bench.RunTaskAsync("a");
        await bench.RunTaskAsync("c");
        bench.StateOf("b").ShouldBe(TaskState.Skipped);
        bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task Slots_that_another_scheduler_gives_back_are_found_at_the_next_poll()
    {
        var one = new SchedulerBench(owner: "one");
        var two = new SchedulerBench(one.Database, owner: "two");
        one.Database.Pools["small"] = new Pool("small", 1);
        await new TestDag("d").Task("a", task => task with { Pool = "small" }).StoreAsync(one.Database);
        await one.StartAsync();
        await one.TriggerAsync("d", "r1");
        await two.StartAsync();
        await two.TriggerAsync("d", "r2");
        two.Submitted.ShouldBeEmpty();
        await one.RunTaskAsync("a");
        two.Clock.Advance(TimeSpan.FromSeconds(1));
        await two.PassAsync();
        await two.PassAsync();
        two.Submitted.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_run_that_waits_for_the_one_before_it_does_not_keep_the_scheduler_busy()
    {
        var bench = new SchedulerBench();
        await new TestDag("d").Task("a", task => task with { DependsOnPast = true }).StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await bench.TriggerAsync("d", "r2", new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await bench.TriggerAsync("d", "r3", new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));
        await bench.PassAsync();
        await bench.PassAsync();
        bench.Scheduler.HasWork.ShouldBeFalse();
    }

    [Fact]
    public async Task A_try_without_heartbeats_is_lost_and_tried_again_although_its_scheduler_lives()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1, RetryDelay = TimeSpan.FromSeconds(1) }));
        var workload = await bench.StartTaskAsync("a");
        bench.Clock.Advance(TimeSpan.FromSeconds(200));
        await bench.Database.Stores.Tasks.HeartbeatAsync([workload.Id], bench.Clock.GetUtcNow(), CancellationToken.None);
        await bench.PassAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(200));
        await bench.PassAsync();
        bench.StateOf("a").ShouldBe(TaskState.Running);
        bench.Clock.Advance(TimeSpan.FromSeconds(100));
        await bench.PassAsync();
        bench.StateOf("a").ShouldBe(TaskState.UpForRetry);
        (await bench.EndAsync(workload, TaskState.Success)).ShouldBeFalse();
    }

    /// <summary>The worker slept as well, or its heartbeats were stored nowhere: it has the whole time again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_scheduler_that_slept_takes_nobody_for_lost(bool isWoken)
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1 }));
        var workload = await bench.StartTaskAsync("a");
        await bench.PassAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(600));
        if (isWoken)
        {
            bench.Scheduler.Wake("dags");
        }

        await bench.PassAsync();
        bench.StateOf("a").ShouldBe(TaskState.Running);

        for (var i = 0; i < 4; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(80));
            await bench.PassAsync();
        }

        bench.StateOf("a").ShouldBe(TaskState.UpForRetry, "its worker is gone all the same");
        (await bench.EndAsync(workload, TaskState.Success)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_late_report_does_not_end_a_try_that_goes_on_elsewhere()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var workload = await bench.StartTaskAsync("a");
        (await bench.EndAsync(workload, TaskState.UpForReschedule, "host")).ShouldBeTrue();
        await bench.PassAsync();
        (await bench.ClaimAsync(bench.Take("a"), "another")).Refusal.ShouldBeNull();
        (await bench.EndAsync(workload, TaskState.UpForReschedule, "host")).ShouldBeFalse();
        bench.StateOf("a").ShouldBe(TaskState.Running);
        (await bench.EndAsync(workload, TaskState.Success, "another")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_try_that_nobody_claims_is_handed_over_again_and_started_once()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var lost = bench.Take("a");
        bench.Clock.Advance(TimeSpan.FromSeconds(600));
        await bench.PassAsync();
        var again = await bench.StartTaskAsync("a");
        again.Id.ShouldBe(lost.Id);
        (await bench.ClaimAsync(lost, "another")).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Max_active_tasks_holds_a_run_back_and_lets_the_rest_follow()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d") { MaxActiveTasks = 2 }.Task("a").Task("b").Task("c"));
        bench.Submitted.ShouldBe(["a", "b"]);
        bench.StateOf("c").ShouldBe(TaskState.Scheduled);
        await bench.RunTaskAsync("a");
        bench.Submitted.ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task Parallelism_bounds_what_is_queued_over_all_runs()
    {
        var bench = new SchedulerBench(parallelism: 3);
        await new TestDag("d").Task("a").Task("b").StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1");
        await bench.TriggerAsync("d", "r2");
        bench.Executor.Submitted.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_full_pool_does_not_hold_back_tasks_of_another_pool()
    {
        var bench = new SchedulerBench();
        bench.Database.Pools["small"] = new Pool("small", 1);
        await new TestDag("d")
            .Task("a", task => task with { Pool = "small" })
            .Task("b", task => task with { Pool = "small" })
            .Task("c").StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d");
        bench.Submitted.Order().ShouldBe(["a", "c"]);
        await bench.RunTaskAsync("a");
        bench.Submitted.Order().ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task Higher_priority_goes_first()
    {
        var bench = new SchedulerBench(parallelism: 1);
        await new TestDag("d").Task("low").Task("high", task => task with { PriorityWeight = 10 }).StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d");
        bench.Submitted.ShouldBe(["high"]);
    }

    [Fact]
    public async Task Max_active_runs_keeps_later_runs_queued_until_one_ends()
    {
        var bench = new SchedulerBench();
        await new TestDag("d") { MaxActiveRuns = 1 }.Task("a").StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1");
        await bench.TriggerAsync("d", "r2");
        bench.RunState("r2").ShouldBe(RunState.Queued);
        await bench.RunTaskAsync("a");
        await bench.PassAsync();
        bench.RunState("r2").ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_mapped_task_gets_an_instance_for_each_element_and_its_reducer_waits_for_all()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d")
            .Task("list", "square")
            .Task("square", task => task with { IsMapped = true, ExpandInput = TestDag.Over("list"), PartialKwargs = System.Text.Json.JsonElement.Parse("{}") }, "sum")
            .Task("sum"));
        await bench.RunTaskAsync("list", xcoms: Result("list", "[1,2,3]", 3));
        bench.Submitted.ShouldBe(["square[0]", "square[1]", "square[2]"]);
        await bench.RunTaskAsync("square", mapIndex: 0);
        await bench.RunTaskAsync("square", mapIndex: 2);
        bench.Submitted.ShouldBe(["square[1]"]);
        await bench.RunTaskAsync("square", mapIndex: 1);
        bench.Submitted.ShouldBe(["sum"]);
    }

    [Fact]
    public async Task A_mapped_task_over_nothing_is_skipped()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d")
            .Task("list", "square")
            .Task("square", task => task with { IsMapped = true, ExpandInput = TestDag.Over("list"), PartialKwargs = System.Text.Json.JsonElement.Parse("{}") }));
        await bench.RunTaskAsync("list", xcoms: Result("list", "[]", 0));
        bench.StateOf("square").ShouldBe(TaskState.Skipped);
        bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_run_past_its_timeout_fails_and_what_was_left_is_skipped()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d") { DagrunTimeout = TimeSpan.FromMinutes(5) }.Task("a", "b").Task("b"));
        var workload = await bench.StartTaskAsync("a");
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.PassAsync();
        bench.RunState().ShouldBe(RunState.Failed);
        bench.StateOf("b").ShouldBe(TaskState.Skipped);
        bench.Executor.Cancelled.ShouldContainKeyAndValue(workload.Id, "the run exceeded dagrun_timeout");
        (await bench.EndAsync(workload, TaskState.Success)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_try_given_back_costs_no_retry()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var first = await bench.StartTaskAsync("a");
        await bench.EndAsync(first, TaskState.None);
        await bench.PassAsync();
        var second = await bench.StartTaskAsync("a");
        second.Id.ShouldNotBe(first.Id);
        await bench.EndAsync(second, TaskState.Success);
        bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_branch_skips_what_it_did_not_choose()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("pick", "left", "right").Task("left").Task("right"));
        var workload = await bench.StartTaskAsync("pick");
        var ending = bench.EndWithSkipAsync(workload, "right");
        await bench.PassAsync();
        (await ending).ShouldBeTrue();
        bench.Submitted.ShouldBe(["left"]);
        bench.StateOf("right").ShouldBe(TaskState.Skipped);
    }

    [Fact]
    public async Task With_fail_fast_the_first_failure_stops_what_runs_and_skips_the_rest()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d") { IsFailFast = true }.Task("a").Task("b").Task("c", "d").Task("d"));
        var running = await bench.StartTaskAsync("b");
        var queued = bench.Executor.Submitted.Single(workload => workload.Key.TaskId == "c");
        await bench.RunTaskAsync("a", TaskState.Failed);
        bench.StateOf("b").ShouldBe(TaskState.Failed);
        bench.StateOf("c").ShouldBe(TaskState.Skipped);
        bench.StateOf("d").ShouldBe(TaskState.Skipped);
        bench.RunState().ShouldBe(RunState.Failed);
        bench.Executor.Cancelled.Keys.ShouldBe([running.Id, queued.Id], ignoreOrder: true);
        (await bench.Database.Stores.Pools.ListUsageAsync(CancellationToken.None)).ShouldAllBe(pool => pool.Occupied == 0);
    }

    [Fact]
    public async Task A_task_that_depends_on_its_past_waits_for_the_run_before()
    {
        var bench = new SchedulerBench();
        await new TestDag("d").Task("a", task => task with { DependsOnPast = true }, "b").Task("b").StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1", bench.Clock.GetUtcNow());
        await bench.TriggerAsync("d", "r2", bench.Clock.GetUtcNow().AddDays(1));
        bench.Executor.Submitted.Select(workload => (workload.Key.RunId, workload.Key.TaskId)).ShouldBe([("r1", "a")]);
        bench.RunState("r2").ShouldBe(RunState.Running);

        await bench.RunTaskAsync("a");
        await bench.PassAsync();
        bench.Executor.Submitted.Select(workload => (workload.Key.RunId, workload.Key.TaskId)).ShouldBe([("r1", "b"), ("r2", "a")]);
    }

    [Fact]
    public async Task A_task_whose_past_failed_waits_and_its_run_goes_on()
    {
        var bench = new SchedulerBench();
        await new TestDag("d").Task("a", task => task with { DependsOnPast = true }).StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1", bench.Clock.GetUtcNow());
        await bench.TriggerAsync("d", "r2", bench.Clock.GetUtcNow().AddDays(1));
        await bench.RunTaskAsync("a", TaskState.Failed);
        await bench.PassAsync();
        bench.RunState("r1").ShouldBe(RunState.Failed);
        bench.RunState("r2").ShouldBe(RunState.Running);
        bench.StateOf("a", runId: "r2").ShouldBe(TaskState.None);
    }

    [Fact]
    public async Task A_run_in_which_nothing_can_ever_start_fails_and_says_so()
    {
        var bench = await SchedulerBench.ArrangeAsync(
            new TestDag("d") { HasCallbacks = true }.Task("a", "b").Task("b", task => task with { TriggerRule = "all_skipped" }));

        // what was removed is neither skipped nor failed: the rule of the other is never met and never refused
        (await bench.EndAsync(await bench.StartTaskAsync("a"), TaskState.Removed)).ShouldBeTrue();
        await bench.PassAsync();
        bench.StateOf("a").ShouldBe(TaskState.Removed);

        bench.StateOf("b").ShouldBe(TaskState.None);
        bench.RunState().ShouldBe(RunState.Failed);
        bench.Events().ShouldBe(["run on_failure_callback all_tasks_deadlocked"]);
    }

    [Fact]
    public async Task A_DAG_is_paused_after_so_many_failed_runs_in_a_row()
    {
        var bench = new SchedulerBench();
        await new TestDag("d") { MaxConsecutiveFailedRuns = 2 }.Task("a").StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1", bench.Clock.GetUtcNow());
        await bench.RunTaskAsync("a", TaskState.Failed);
        (await bench.Database.Stores.Dags.FindAsync("d", CancellationToken.None))!.IsPaused.ShouldBeFalse();
        await bench.TriggerAsync("d", "r2", bench.Clock.GetUtcNow().AddDays(1));
        await bench.RunTaskAsync("a", TaskState.Failed);
        (await bench.Database.Stores.Dags.FindAsync("d", CancellationToken.None))!.IsPaused.ShouldBeTrue();
    }

    private static XCom Result(string taskId, string json, int length) =>
        new(new XComKey("d", "r1", taskId, XCom.ReturnKey), json) { MappedLength = length };
}
