using Airflow.Engine.Assets;
using Airflow.Engine.Coordination;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Tests.Scheduling;

public sealed class SeveralSchedulersTests
{
    [Fact]
    public async Task Another_scheduler_takes_over_where_a_dead_one_stopped()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1, RetryDelay = TimeSpan.Zero }).Task("b", "c").Task("c"));
        var lost = await bench.StartTaskAsync("a");
        bench.Submitted.ShouldBe(["b"]);

        var heir = new SchedulerBench(bench.Database, owner: "s2", isAlive: _ => false);
        await heir.StartAsync();
        await heir.PassAsync();
        heir.Submitted.Order().ShouldBe(["a", "b"]);
        heir.Executor.Submitted.Single(workload => workload.Key.TaskId == "a").Id.ShouldNotBe(lost.Id);
        (await bench.EndAsync(lost, TaskState.Success)).ShouldBeFalse();
        await heir.RunTaskAsync("a");
        await heir.RunTaskAsync("b");
        await heir.RunTaskAsync("c");
        heir.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task Runs_of_a_scheduler_that_is_gone_are_taken_over_when_its_leases_end_not_at_the_next_poll()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var heir = new SchedulerBench(bench.Database, owner: "s2");
        bench.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await heir.StartAsync();
        heir.Scheduler.HeldRuns.ShouldBe(0);

        bench.Clock.Advance(TimeSpan.FromSeconds(0.499));
        await heir.PassAsync();
        heir.Scheduler.HeldRuns.ShouldBe(0);

        bench.Clock.Advance(TimeSpan.FromSeconds(0.003));
        await heir.PassAsync();
        heir.Scheduler.HeldRuns.ShouldBe(1);
        heir.Submitted.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_run_that_waits_to_be_started_is_started_without_a_look_for_abandoned_ones()
    {
        var gone = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var calls = new List<string>();
        var heir = new SchedulerBench(gone.Database, owner: "s2", stores: stores => stores with { Runs = NotedCalls.Of(stores.Runs, calls) });
        await heir.StartAsync();
        await heir.TriggerAsync("d", "r2");
        await heir.PassAsync();
        await gone.Database.Stores.Runs.ReleaseAsync("s1", null, CancellationToken.None);
        calls.Clear();

        await WakeAsync("queued");
        calls.ShouldBe(["IRunStore.AcquireQueuedAsync"]);
        heir.Scheduler.HeldRuns.ShouldBe(1);

        calls.Clear();
        await heir.RunTaskAsync("a");
        await heir.PassAsync();
        calls.ShouldBe(["IRunStore.AcquireQueuedAsync"]);

        await WakeAsync("runs");
        heir.Scheduler.HeldRuns.ShouldBe(1);
        heir.RunState("r2").ShouldBe(RunState.Success);

        async Task WakeAsync(string topic)
        {
            heir.Scheduler.Wake(topic);
            await heir.PassAsync();
        }
    }

    [Fact]
    public async Task News_of_tries_cost_the_scheduler_that_holds_their_run_a_look_and_the_others_none()
    {
        var calls = new List<string>();
        var one = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a"));
        var assets = NotedCalls.Of<IAssetStore>(Task.FromResult<IReadOnlyList<QueuedAsset>>([]), calls);
        var other = new SchedulerBench(one.Database, owner: "s2", stores: stores => stores with { Tasks = NotedCalls.Of(stores.Tasks, calls), Assets = assets });
        await other.StartAsync();
        await other.TriggerAsync("d", "r2");
        (one.Scheduler.HeldRuns, other.Scheduler.HeldRuns).ShouldBe((1, 1));

        (await CallsAfterAsync("r1", hasAssets: true)).ShouldBeEmpty();
        (await CallsAfterAsync("r2", hasAssets: false)).ShouldBe(["ITaskInstanceStore.ListAsync"]);
        (await CallsAfterAsync("r2", hasAssets: true)).ShouldBe(["ITaskInstanceStore.ListAsync", "IAssetStore.ListQueuedAsync"]);

        await other.RunTaskAsync("a");
        other.RunState("r2").ShouldBe(RunState.Success);
        (await CallsAfterAsync("r2", hasAssets: false)).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> CallsAfterAsync(string runId, bool hasAssets)
        {
            await other.PassAsync();
            calls.Clear();
            foreach (var topic in new TryNews(TryNews.RunNumber("d", runId), [Guid.CreateVersion7(other.Clock.GetUtcNow())], hasAssets).Topics())
            {
                other.Scheduler.Wake(topic);
            }

            await other.PassAsync();
            return calls;
        }
    }

    [Fact]
    public async Task Tries_on_workers_live_on_when_their_scheduler_is_gone()
    {
        var bench = await SchedulerBench.ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var workload = await bench.StartTaskAsync("a");

        var heir = new SchedulerBench(bench.Database, owner: "s2", isAlive: _ => false, runsTries: false);
        await heir.StartAsync();
        await heir.PassAsync();
        heir.Scheduler.HeldRuns.ShouldBe(1);
        heir.StateOf("a").ShouldBe(TaskState.Running);
        await heir.EndAsync(workload, TaskState.Success);
        heir.Submitted.ShouldBe(["b"]);
    }

    [Fact]
    public async Task What_finds_a_pool_filled_by_another_scheduler_waits_for_room_there_and_the_rest_of_its_run_goes_on()
    {
        var one = new SchedulerBench();
        one.Database.Pools["small"] = new Pool("small", 1);
        await new TestDag("d").Task("a", task => task with { Pool = "small" }).Task("c").StoreAsync(one.Database);
        var other = new SchedulerBench(one.Database, owner: "s2");
        await one.StartAsync();
        await other.StartAsync();

        await one.TriggerAsync("d", "r1");
        await other.TriggerAsync("d", "r2");
        await other.PassAsync();
        one.Submitted.Order().ShouldBe(["a", "c"]);
        other.Submitted.ShouldBe(["c"]);
        other.StateOf("a", runId: "r2").ShouldBe(TaskState.Scheduled);

        await other.PassAsync();
        other.Submitted.ShouldBe(["c"]);
        await one.RunTaskAsync("a");
        other.Scheduler.Wake(new TryNews(TryNews.RunNumber("d", "r1"), [Guid.CreateVersion7(one.Clock.GetUtcNow())], HasAssets: false).Topics().Single());
        for (var look = 0; look < 4; look++)
        {
            // the slot may be taken again by its owner, so once is not enough
            other.Submitted.ShouldBe(["c"]);
            one.Clock.Advance(TimeSpan.FromSeconds(0.25));
            await other.PassAsync();
        }

        other.Submitted.Order().ShouldBe(["a", "c"]);
        await other.RunTaskAsync("a");
        await other.RunTaskAsync("c");
        other.RunState("r2").ShouldBe(RunState.Success);
    }
}
