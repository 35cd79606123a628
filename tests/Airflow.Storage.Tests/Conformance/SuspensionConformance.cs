using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Engine.Triggers;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>A try that waits for an event or an answer keeps its id and knows how it goes on.</summary>
public abstract class SuspensionConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_deferred_try_has_its_trigger_and_no_end()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var suspension = new Suspension("execute_complete", """{"x":1}""")
        {
            Trigger = new SuspensionTrigger("a.b.DateTimeTrigger", "secret", "triggers"),
            Timeout = Noon.AddHours(1),
        };

        (await WriteAsync(End(task, TaskState.Deferred) with { Suspension = suspension, RenderedMapIndex = "one" })).ShouldBe(StateResult.Applied);

        var row = await FindAsync(task.Id);
        row.State.ShouldBe(TaskState.Deferred);
        row.NextMethod.ShouldBe("execute_complete");
        row.NextKwargs.ShouldBe("""{"x":1}""");
        row.TriggerTimeout.ShouldBe(Noon.AddHours(1));
        row.RenderedMapIndex.ShouldBe("one");
        row.EndDate.ShouldBeNull();
        row.TriggerId.ShouldNotBeNull();
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_deferred_tries_have_a_trigger_each()
    {
        await StartRunAsync();
        var (one, two) = (NewTask("a"), NewTask("b"));
        await AddAsync(one, two);
        await RunAsync(one);
        await RunAsync(two);
        var suspension = new Suspension("go_on", "{}") { Trigger = new SuspensionTrigger("a.B", "{}", null) };

        (await WriteAsync(
            End(one, TaskState.Deferred) with { Suspension = suspension }, End(two, TaskState.Deferred) with { Suspension = suspension })).ShouldBe(StateResult.Applied);

        (await FindAsync(one.Id)).TriggerId.ShouldNotBe((await FindAsync(two.Id)).TriggerId);
    }

    [Fact]
    public async Task A_trigger_belongs_to_one_living_triggerer_and_passes_on_when_that_falls_silent()
    {
        var task = await DeferAsync("a");
        var first = await TriggererAsync(Noon);
        var second = await TriggererAsync(Noon);
        var trigger = (await ListAsync(first)).ShouldHaveSingleItem();
        (trigger.TaskInstanceId, trigger.TriggererId, trigger.Classpath, trigger.NextKwargs).ShouldBe((task.Id, null, "a.B", """{"x":1}"""));

        (await Stores.Triggers.ClaimAsync(trigger, first, Cancel)).ShouldBeTrue();
        (await Stores.Triggers.ClaimAsync(trigger, second, Cancel)).ShouldBeFalse();
        (await Stores.Triggers.ClaimAsync(trigger, first, Cancel)).ShouldBeTrue();
        (await ListAsync(first)).ShouldHaveSingleItem().TriggererId.ShouldBe(first);
        (await ListAsync(second)).ShouldBeEmpty();

        await Stores.Jobs.HeartbeatAsync(second, Noon.AddMinutes(5), Cancel);
        var orphan = (await Stores.Triggers.ListAsync(second, Noon.AddMinutes(4), 10, Cancel)).ShouldHaveSingleItem();
        (await Stores.Triggers.ClaimAsync(orphan, second, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_trigger_that_fired_has_its_try_go_on_once()
    {
        var task = await DeferAsync("a");
        var trigger = (await ListAsync(await TriggererAsync(Noon))).ShouldHaveSingleItem();
        var resume = new TaskResume(task.Id, task.Pool, task.PoolSlots) { At = Noon.AddSeconds(9), TriggerId = trigger.Id, NextKwargs = """{"x":1,"event":2}""" };

        (await WriteAsync(resume)).ShouldBe(StateResult.Applied);
        (await WriteAsync(resume)).IsApplied.ShouldBeFalse();

        var row = await FindAsync(task.Id);
        (row.State, row.NextMethod, row.NextKwargs, row.TriggerId, row.ScheduledAt).ShouldBe((TaskState.Scheduled, "go_on", """{"x":1,"event":2}""", null, Noon.AddSeconds(9)));
        (await Stores.TaskInstances.FindTriggerAsync(trigger.Id, Cancel)).ShouldBeNull();
    }

    private async Task<TaskInstance> DeferAsync(string taskId)
    {
        await StartRunAsync();
        var task = NewTask(taskId);
        await AddAsync(task);
        await RunAsync(task);
        var suspension = new Suspension("go_on", """{"x":1}""") { Trigger = new SuspensionTrigger("a.B", "{}", null) };
        (await WriteAsync(End(task, TaskState.Deferred) with { Suspension = suspension })).ShouldBe(StateResult.Applied);
        return task;
    }

    private Task<int> TriggererAsync(DateTimeOffset at) => Stores.Jobs.StartAsync(
        new Job { JobType = "TriggererJob", State = "running", Hostname = "h", StartDate = at, LatestHeartbeat = at }, Cancel);

    private Task<IReadOnlyList<StoredTrigger>> ListAsync(int triggerer) => Stores.Triggers.ListAsync(triggerer, Noon.AddMinutes(-1), 10, Cancel);

    [Fact]
    public async Task An_answer_needs_no_trigger()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);

        (await WriteAsync(End(task, TaskState.AwaitingInput) with { Suspension = new Suspension("go_on", "{}") })).ShouldBe(StateResult.Applied);

        var row = await FindAsync(task.Id);
        row.State.ShouldBe(TaskState.AwaitingInput);
        row.TriggerId.ShouldBeNull();
        row.NextMethod.ShouldBe("go_on");
    }

    [Fact]
    public async Task What_goes_on_keeps_its_start_and_forgets_at_its_end_how_it_went_on()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var suspension = new Suspension("go_on", "{}") { Trigger = new SuspensionTrigger("a.B", "{}", null) };
        await WriteAsync(End(task, TaskState.Deferred) with { Suspension = suspension });
        (await WriteAsync(Queue(task, TaskState.Deferred))).ShouldBe(StateResult.Applied);
        (await WriteAsync(Claim(task) with { At = Noon.AddMinutes(5) })).ShouldBe(StateResult.Applied);

        var resumed = await FindAsync(task.Id);
        resumed.StartDate.ShouldBe(Noon.AddSeconds(1));
        resumed.NextMethod.ShouldBe("go_on");

        (await WriteAsync(End(task) with { At = Noon.AddMinutes(6) })).ShouldBe(StateResult.Applied);
        var ended = await FindAsync(task.Id);
        (ended.NextMethod, ended.NextKwargs, ended.TriggerId, ended.TriggerTimeout).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task The_parts_of_a_rescheduled_try_are_counted()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        (await Stores.TaskInstances.FindReschedulesAsync(task.Id, Cancel)).ShouldBe(new RescheduleFacts(0, null));
        await RunAsync(task);
        await WriteAsync(End(task, TaskState.UpForReschedule) with { RescheduleDate = Noon.AddMinutes(1) });
        await RunAsync(task, TaskState.UpForReschedule);
        await WriteAsync(End(task, TaskState.UpForReschedule) with { RescheduleDate = Noon.AddMinutes(2) });

        (await Stores.TaskInstances.FindReschedulesAsync(task.Id, Cancel)).Count.ShouldBe(2);
    }
}
