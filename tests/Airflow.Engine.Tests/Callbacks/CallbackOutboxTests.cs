using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Callbacks;

/// <summary>What lies in the outbox after tries and runs have ended.</summary>
public sealed class CallbackOutboxTests
{
    [Fact]
    public async Task The_end_of_a_try_and_of_a_run_each_leave_one_event()
    {
        var bench = await ArrangeAsync(Told("d").Task("a", Calling));

        await bench.RunTaskAsync("a");

        var events = bench.Events();
        events.ShouldBe(["a on_success_callback", "run on_success_callback success"]);
        bench.Database.Outbox.Values.Select(row => row.Event.Task?.TaskId).ShouldBe(["a", "a"]);
    }

    [Fact]
    public async Task Each_try_calls_for_what_became_of_it()
    {
        var bench = await ArrangeAsync(Told("d").Task("a", task => Calling(task) with { Retries = 1, RetryDelay = TimeSpan.Zero }));

        await bench.RunTaskAsync("a", TaskState.UpForRetry);
        await bench.PassAsync();
        await bench.RunTaskAsync("a", TaskState.UpForRetry);

        bench.Events().ShouldBe(["a on_retry_callback", "a on_failure_callback", "run on_failure_callback task_failure"]);
        bench.Database.Outbox.Values.Select(row => row.Event.Task!.TryNumber).ShouldBe([1, 2, 2]);
    }

    [Fact]
    public async Task Nothing_is_written_for_what_nobody_declared()
    {
        var bench = await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));

        await bench.RunTaskAsync("a", TaskState.Failed);

        bench.Database.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_trigger_rules_decide_calls_nobody()
    {
        var bench = await ArrangeAsync(Told("d").Task("a", Calling, "b").Task("b", Calling).Task("c", Calling));

        await bench.RunTaskAsync("a", TaskState.Skipped);
        await bench.RunTaskAsync("c", TaskState.Failed);

        bench.StateOf("b").ShouldBe(TaskState.Skipped);
        bench.Events().ShouldBe(["a on_skipped_callback", "c on_failure_callback", "run on_failure_callback task_failure"]);
    }

    [Fact]
    public async Task A_try_that_nobody_hears_of_any_more_calls_for_its_failure()
    {
        var bench = await ArrangeAsync(new TestDag("d").Task("a", Calling));
        await bench.StartTaskAsync("a");

        var heir = new SchedulerBench(bench.Database, owner: "s2");
        bench.Clock.Advance(TimeSpan.FromSeconds(301));
        await heir.StartAsync();
        await heir.PassAsync();

        bench.Events().ShouldBe(["a on_failure_callback"]);
        bench.Database.Outbox.Values.Single().Event.Reason.ShouldBe("no heartbeat from its worker");
    }

    [Fact]
    public async Task A_run_out_of_time_calls_for_the_run_and_not_for_the_tasks_that_it_skips()
    {
        var bench = await ArrangeAsync(new TestDag("d") { DagrunTimeout = TimeSpan.FromMinutes(1), HasCallbacks = true }.Task("a", Calling));
        await bench.StartTaskAsync("a");

        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.PassAsync();

        bench.StateOf("a").ShouldBe(TaskState.Skipped);
        bench.Events().ShouldBe(["run on_failure_callback timed_out"]);
    }

    [Fact]
    public async Task A_run_that_is_cleared_and_ends_once_more_calls_once_more()
    {
        var bench = await ArrangeAsync(Told("d").Task("a"));
        await bench.RunTaskAsync("a");
        var run = bench.Database.Runs.Values.Single();
        var row = bench.Database.Tasks.Values.Single();
        var clear = new TaskClear(row.Id, TaskState.Success, row.Pool, 1) { At = bench.Clock.GetUtcNow(), NewId = Guid.CreateVersion7(bench.Clock.GetUtcNow()), MaxTries = 1 };
        var reopen = new RunChange(run.Id, RunState.Success, RunState.Queued, bench.Clock.GetUtcNow());
        (await bench.Database.Stores.Writer.WriteAsync(new StateChange { Tasks = [clear], Runs = [reopen] }, CancellationToken.None)).IsApplied.ShouldBeTrue();
        bench.Scheduler.Wake("runs");
        await bench.PassAsync();

        await bench.RunTaskAsync("a");

        bench.Events().ShouldBe(["run on_success_callback success", "run on_success_callback success"]);
    }

    [Fact]
    public async Task An_end_that_is_stored_past_a_scheduler_calls_as_well()
    {
        var bench = await ArrangeAsync(new TestDag("d").Task("a", Calling));
        var workload = await bench.StartTaskAsync("a");
        var api = new LocalExecutionApi(bench.Database.Stores, new SecretCatalogs(null!, null!, null!), new Engine.Scheduling.DagVersionCache(bench.Database.Stores.Dags), bench.Clock);

        (await api.FinishAsync(workload, new TryOutcome { State = TaskState.Success, EndDate = bench.Clock.GetUtcNow() }, CancellationToken.None)).ShouldBeTrue();

        bench.Events().ShouldBe(["a on_success_callback"]);
    }

    private static TestDag Told(string dagId) => new(dagId) { HasCallbacks = true };

    private static SerializedTask Calling(SerializedTask task) =>
        task with { HasOnSuccessCallback = true, HasOnFailureCallback = true, HasOnRetryCallback = true, HasOnSkippedCallback = true };

    private static async Task<SchedulerBench> ArrangeAsync(TestDag dag)
    {
        var bench = new SchedulerBench();
        await dag.StoreAsync(bench.Database);
        await bench.StartAsync();
        await bench.TriggerAsync("d", "r1", bench.Clock.GetUtcNow());
        return bench;
    }
}
