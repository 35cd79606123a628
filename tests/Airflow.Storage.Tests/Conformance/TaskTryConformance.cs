using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>A try that is over stays in the history under its id; the task goes on under another.</summary>
public abstract class TaskTryConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_failed_try_goes_to_the_history_and_the_next_one_has_another_id()
    {
        await StartRunAsync();
        var task = NewTask("a") with { MaxTries = 1 };
        await AddAsync(task);
        await RunAsync(task);
        var next = NewId();
        await WriteAsync(End(task, TaskState.UpForRetry, next) with { Reason = "boom", RetryDelayOverride = 1.5, ExitCause = new ExitCause("signal", Signal: 9) });

        var live = await FindAsync(next);
        live.State.ShouldBe(TaskState.UpForRetry);
        live.EndDate.ShouldBe(Noon.AddSeconds(3.5));
        live.RetryDelayOverride.ShouldBe(1.5);
        live.RetryReason.ShouldBe("boom");
        (await Stores.TaskInstances.FindAsync(task.Id, Cancel)).ShouldBeNull();
        var old = (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldHaveSingleItem();
        old.Id.ShouldBe(task.Id);
        old.State.ShouldBe(TaskState.Failed);
        old.TryNumber.ShouldBe(1);
        old.Duration.ShouldNotBeNull().ShouldBe(2.5, 0.0000001);
        old.ExitCause.ShouldBe("""{"kind":"signal","signal":9}""");
    }

    [Fact]
    public async Task A_claim_of_what_was_queued_at_another_time_is_refused()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await WriteAsync(Queue(task));
        var queuedAt = (await FindAsync(task.Id)).QueuedAt.ShouldNotBeNull();

        (await WriteAsync(Claim(task) with { QueuedAt = queuedAt.AddMicroseconds(-1) })).ShouldBe(new StateResult(StateRefusal.TaskMoved, task.Id.ToString()));
        (await WriteAsync(Claim(task) with { QueuedAt = queuedAt })).ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task Whatever_comes_under_the_old_id_is_refused()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        await WriteAsync(End(task, TaskState.UpForRetry, NewId()));

        (await WriteAsync(End(task))).ShouldBe(new StateResult(StateRefusal.TaskMoved, task.Id.ToString()));
        (await Stores.TaskInstances.HeartbeatAsync([task.Id], Noon, Cancel)).ShouldBe([task.Id]);
    }

    [Fact]
    public async Task Results_stay_with_the_task_when_its_id_changes()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        await Stores.XComs.SaveAsync(new(new("d", "r", "a", "k"), "1"), Cancel);
        await Stores.TaskInstances.SaveRenderedFieldsAsync(task.Key, """{"x":1}""", Cancel);
        await WriteAsync(End(task, TaskState.UpForRetry, NewId()));

        (await Stores.XComs.ListKeysAsync("d", "r", "a", Cancel)).Count.ShouldBe(1);
        (await Stores.TaskInstances.FindRenderedFieldsAsync(task.Key, Cancel)).ShouldBe("""{"x":1}""");
    }

    [Fact]
    public async Task Tries_are_listed_oldest_first()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var second = task with { Id = NewId() };
        await WriteAsync(End(task, TaskState.UpForRetry, second.Id));
        await RunAsync(second, TaskState.UpForRetry, tryNumber: 2);
        await WriteAsync(End(second, TaskState.Failed, NewId()));

        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).Select(old => (old.Id, old.TryNumber, old.State))
            .ShouldBe([(task.Id, 1, TaskState.Failed), (second.Id, 2, TaskState.Failed)]);
        (await Stores.TaskInstances.ListHistoryForRunAsync("d", "r", Cancel)).Select(old => old.Id).ShouldBe([task.Id, second.Id]);
        (await Stores.TaskInstances.ListHistoryForRunAsync("d", "other", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_try_that_is_given_back_looks_as_if_it_had_not_begun()
    {
        await StartRunAsync();
        var task = NewTask("a") with { MaxTries = 0 };
        await AddAsync(task);
        await RunAsync(task);
        var next = NewId();
        await WriteAsync(End(task, TaskState.None, next) with { MaxTries = 1, Reason = "shutdown" });

        var live = await FindAsync(next);
        live.State.ShouldBe(TaskState.None);
        live.MaxTries.ShouldBe(1);
        live.StartDate.ShouldBeNull();
        live.EndDate.ShouldBeNull();
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldHaveSingleItem().State.ShouldBe(TaskState.Failed);
    }

    [Fact]
    public async Task A_rescheduled_try_keeps_its_start_and_is_not_over()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var again = task with { Id = NewId() };
        await WriteAsync(End(task, TaskState.UpForReschedule, again.Id) with { RescheduleDate = Noon.AddMinutes(1) });
        (await FindAsync(again.Id)).RescheduleDate.ShouldBe(Noon.AddMinutes(1));
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldBeEmpty();

        await WriteAsync(Queue(again, TaskState.UpForReschedule));
        await WriteAsync(Claim(again) with { At = Noon.AddMinutes(2) });

        var live = await FindAsync(again.Id);
        live.TryNumber.ShouldBe(1);
        live.StartDate.ShouldBe(Noon.AddSeconds(1));
        live.RescheduleDate.ShouldBeNull();
    }

    [Fact]
    public async Task The_try_after_a_rescheduled_one_starts_anew()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        var part = task with { Id = NewId() };
        await WriteAsync(End(task, TaskState.UpForReschedule, part.Id) with { RescheduleDate = Noon });
        await RunAsync(part, TaskState.UpForReschedule);
        var retry = task with { Id = NewId() };
        await WriteAsync(End(part, TaskState.UpForRetry, retry.Id));
        await WriteAsync(Queue(retry, TaskState.UpForRetry, tryNumber: 2));
        await WriteAsync(Claim(retry) with { At = Noon.AddHours(1) });

        (await FindAsync(retry.Id)).StartDate.ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public async Task A_cleared_task_starts_over_under_a_new_id()
    {
        var run = await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        await WriteAsync(End(task));
        var next = NewId();
        var change = new TaskClear(task.Id, TaskState.Success, task.Pool, 1) { At = Noon.AddHours(1), NewId = next, MaxTries = 1, DagVersionId = run.Run.CreatedDagVersionId };
        (await WriteAsync(change)).ShouldBe(StateResult.Applied);
        (await WriteAsync(change)).Refusal.ShouldBe(StateRefusal.TaskMoved);

        var live = await FindAsync(next);
        live.State.ShouldBe(TaskState.None);
        live.TryNumber.ShouldBe(1);
        live.MaxTries.ShouldBe(1);
        live.StartDate.ShouldBeNull();
        live.DagVersionId.ShouldBe(run.Run.CreatedDagVersionId);
        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldHaveSingleItem().State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task Clearing_twice_keeps_each_try_once()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        await WriteAsync(End(task, TaskState.Failed));
        var second = NewId();
        await WriteAsync(new TaskClear(task.Id, TaskState.Failed, task.Pool, 1) { At = Noon, NewId = second, MaxTries = 1 });
        await WriteAsync(new TaskClear(second, TaskState.None, task.Pool, 1) { At = Noon, NewId = NewId(), MaxTries = 1 });

        (await Stores.TaskInstances.ListHistoryAsync(task.Key, Cancel)).ShouldHaveSingleItem().Id.ShouldBe(task.Id);
    }
}
