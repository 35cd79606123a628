using Airflow.Engine.Explaining;
using Airflow.Engine.Pools;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;

namespace Airflow.Engine.Tests.Explaining;

public sealed class TaskExplainerTests
{
    private readonly SchedulerBench _bench = new();

    [Fact]
    public async Task What_may_start_has_nothing_against_it()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        var explanation = await ExplainAsync("a");
        explanation.MayStart.ShouldBeTrue();
        explanation.Advice.ShouldBeNull();
    }

    [Fact]
    public async Task Upstream_tasks_that_hold_it_back_are_named()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "c").Task("b", "c").Task("c"));
        await _bench.RunTaskAsync("a");
        await _bench.StartTaskAsync("b");

        var reason = (await ExplainAsync("c")).Unmet.ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem();

        reason.Code.ShouldBe("trigger_rule");
        reason.Text.ShouldBe("The trigger rule all_success wants every upstream task to succeed; of 2 upstream: 1 success, 1 not ended. b is running.");
    }

    [Fact]
    public async Task Several_reasons_come_in_the_order_to_put_them_right()
    {
        _bench.Database.Pools["small"] = new Pool("small", 1);
        await ArrangeAsync(new TestDag("d") { MaxActiveTasks = 1 }.Task("a", task => task with { Pool = "small" }).Task("b", task => task with { Pool = "small" }));
        await _bench.Database.Stores.Dags.SetPausedAsync(["d"], true, CancellationToken.None);

        var explanation = await ExplainAsync("b");

        explanation.Unmet.Select(status => status.Name).ShouldBe(["Dag Not Paused", "Task Instance Slots Available", "Pool Slots Available"]);
        explanation.Advice.ShouldBe("airflow dags unpause d");
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_named()
    {
        await ArrangeAsync(new TestDag("d").Task("a", task => task with { Pool = "nowhere" }));
        var explanation = await ExplainAsync("a");
        explanation.Unmet.ShouldHaveSingleItem().Reasons[0].Text.ShouldBe("There is no pool nowhere.");
        explanation.Advice.ShouldBe("airflow pools set nowhere 128 ''");
    }

    [Fact]
    public async Task A_retry_says_when()
    {
        await ArrangeAsync(new TestDag("d").Task("a", task => task with { Retries = 1, RetryDelay = TimeSpan.FromMinutes(5) }));
        await _bench.RunTaskAsync("a", TaskState.UpForRetry);
        (await ExplainAsync("a")).Unmet.ShouldHaveSingleItem().Reasons[0].Text.ShouldBe("It is tried again at 2026-01-01T00:05:00+00:00.");
    }

    [Fact]
    public async Task A_finished_instance_is_to_be_cleared()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        await _bench.RunTaskAsync("a", TaskState.Failed);

        var explanation = await ExplainAsync("a");

        explanation.Unmet.Select(status => status.Name).ShouldBe(["Dagrun Running", "Task Instance State"]);
        explanation.Advice.ShouldBe("airflow tasks clear d -t '^a$'");
    }

    [Fact]
    public async Task A_scheduler_that_is_not_heard_of_is_said()
    {
        await ArrangeAsync(new TestDag("d").Task("a"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        (await ExplainAsync("a")).Unmet.ShouldHaveSingleItem().Reasons[0].Code.ShouldBe("scheduler_silent");
    }

    [Fact]
    public async Task The_run_before_is_asked_for()
    {
        await new TestDag("d").Task("a", task => task with { DependsOnPast = true }).StoreAsync(_bench.Database);
        await _bench.StartAsync();
        await _bench.TriggerAsync("d", "r0", _bench.Clock.GetUtcNow().AddDays(-1));
        await _bench.TriggerAsync("d", "r1", _bench.Clock.GetUtcNow());
        (await ExplainAsync("a")).Unmet.Select(status => status.Name).ShouldBe(["Previous Dagrun State"]);
    }

    private async Task ArrangeAsync(TestDag dag)
    {
        await dag.StoreAsync(_bench.Database);
        await _bench.StartAsync();
        await _bench.TriggerAsync("d");
    }

    private Task<TaskExplanation> ExplainAsync(string taskId) =>
        new TaskExplainer(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), new ExplainOptions(), _bench.Clock)
            .ExplainAsync(new TaskInstanceKey("d", "r1", taskId, -1), CancellationToken.None);
}
