using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Task instances are found by id, place, run and state; heartbeats reach the running ones only.</summary>
public abstract class TaskInstanceStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_task_has_an_earlier_instance_when_a_run_before_has_one()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r") with { LogicalDate = Noon }, Cancel);
        await AddAsync(NewTask("a"));

        (await Stores.TaskInstances.AnyEarlierAsync("d", "a", Noon.AddDays(1), Cancel)).ShouldBeTrue();
        (await Stores.TaskInstances.AnyEarlierAsync("d", "b", Noon.AddDays(1), Cancel)).ShouldBeFalse();
        (await Stores.TaskInstances.AnyEarlierAsync("d", "a", Noon, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_are_found_by_their_ids()
    {
        await StartRunAsync();
        TaskInstance[] tasks = [NewTask("a"), NewTask("b"), NewTask("c")];
        foreach (var task in tasks)
        {
            await AddAsync(task);
        }

        var found = await Stores.TaskInstances.ListAsync([tasks[2].Id, Guid.CreateVersion7(), tasks[0].Id], Cancel);

        found.Select(task => task.Key.TaskId).Order().ShouldBe(["a", "c"]);
        (await Stores.TaskInstances.ListAsync([], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_column_comes_back()
    {
        var run = await StartRunAsync();
        var task = NewTask("a", mapIndex: 7) with
        {
            State = TaskState.UpForReschedule,
            TryNumber = 2,
            MaxTries = 3,
            ScheduledAt = Noon,
            QueuedAt = Noon.AddTicks(10),
            StartDate = Noon.AddSeconds(2),
            EndDate = Noon.AddSeconds(3),
            Duration = 1,
            Hostname = "h",
            UnixName = "u",
            Pid = 5,
            PoolSlots = 2,
            PriorityWeight = -9,
            CustomOperatorName = "@task",
            TaskDisplayName = "A für alle",
            QueuedByJobId = 6,
            LastHeartbeatAt = Noon.AddSeconds(4),
            Executor = "LocalExecutor",
            RenderedMapIndex = "seven",
            ExternalExecutorId = "x",
            DagVersionId = run.Run.CreatedDagVersionId,
            RetryDelayOverride = 0.25,
            RetryReason = "why",
            ExitCause = """{"kind":"oom"}""",
            RescheduleDate = Noon.AddMinutes(1),
            NextMethod = "resume",
            NextKwargs = """{"k":1}""",
            TriggerTimeout = Noon.AddMinutes(2),
            UpdatedAt = Noon.AddMinutes(3),
        };

        await AddAsync(task);

        (await Stores.TaskInstances.FindAsync(task.Id, Cancel)).ShouldBe(task);
        (await Stores.TaskInstances.FindAsync(task.Key, Cancel)).ShouldBe(task);
        (await Stores.TaskInstances.FindAsync(task.Key with { MapIndex = 8 }, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Instances_are_listed_by_state_over_all_runs()
    {
        await StartRunAsync();
        await StartRunAsync("d2", "r2");
        var tasks = new[] { NewTask("a"), NewTask("b"), NewTask("c"), NewTask("a", "d2", "r2") };
        await AddAsync(tasks);
        await RunAsync(tasks[0]);
        await RunAsync(tasks[1]);
        await WriteAsync(End(tasks[1]));
        await WriteAsync(Queue(tasks[3]));

        (await IdsAsync(TaskState.Running, TaskState.Queued)).ShouldBe([tasks[0].Id, tasks[3].Id], ignoreOrder: true);
        (await IdsAsync(TaskState.Success)).ShouldBe([tasks[1].Id]);
        (await IdsAsync(TaskState.None, TaskState.Queued)).ShouldBe([tasks[2].Id, tasks[3].Id], ignoreOrder: true);
        (await IdsAsync(TaskState.Deferred)).ShouldBeEmpty();
        (await IdsAsync()).ShouldBeEmpty();

        async Task<IEnumerable<Guid>> IdsAsync(params TaskState[] states) =>
            (await Stores.TaskInstances.ListByStateAsync(states, Cancel)).Select(task => task.Id);
    }

    [Fact]
    public async Task Unfinished_instances_are_counted_for_each_task()
    {
        await StartRunAsync();
        await StartRunAsync("d2", "r2");
        var tasks = new[] { NewTask("a"), NewTask("b"), NewTask("c"), NewTask("a", "d2", "r2") };
        await AddAsync(tasks);
        await RunAsync(tasks[0]);
        await RunAsync(tasks[1]);
        await WriteAsync(End(tasks[1]));
        await WriteAsync(Queue(tasks[3]));

        var counted = await Stores.TaskInstances.CountUnfinishedAsync(10, Cancel);

        counted.Select(count => (count.DagId, count.TaskId, count.State, count.Count))
            .ShouldBe([(tasks[0].Key.DagId, "a", TaskState.Running, 1), ("d2", "a", TaskState.Queued, 1)]);
        (await Stores.TaskInstances.CountUnfinishedAsync(1, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_heartbeat_tells_which_tries_are_over()
    {
        await StartRunAsync();
        var running = NewTask("a");
        var ended = NewTask("b");
        await AddAsync(running, ended);
        await RunAsync(running);
        await RunAsync(ended);
        await WriteAsync(End(ended));
        var unknown = NewId();

        (await Stores.TaskInstances.HeartbeatAsync([running.Id, ended.Id, unknown], Noon.AddMinutes(5), Cancel)).ShouldBe([ended.Id, unknown]);

        (await FindAsync(running.Id)).LastHeartbeatAt.ShouldBe(Noon.AddMinutes(5));
        (await FindAsync(ended.Id)).LastHeartbeatAt.ShouldBe(Noon.AddSeconds(1));
    }

    [Fact]
    public async Task Notes_are_set_changed_and_taken_away_and_stay_when_a_try_is_renamed()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        (await Stores.TaskInstances.SetNoteAsync(task.Key, "first", "ann", Cancel)).ShouldBeTrue();
        (await Stores.TaskInstances.SetNoteAsync(task.Key, "second", "bob", Cancel)).ShouldBeTrue();
        await RunAsync(task);
        (await WriteAsync(End(task, TaskState.UpForRetry, NewId()))).ShouldBe(StateResult.Applied);

        var note = (await Stores.TaskInstances.FindNoteAsync(task.Key, Cancel)).ShouldNotBeNull();
        (note.Content, note.User).ShouldBe(("second", "bob"));
        note.UpdatedAt.ShouldBeGreaterThanOrEqualTo(note.CreatedAt);
        (await Stores.TaskInstances.SetNoteAsync(task.Key, null, "bob", Cancel)).ShouldBeTrue();
        (await Stores.TaskInstances.FindNoteAsync(task.Key, Cancel)).ShouldBeNull();
        (await Stores.TaskInstances.SetNoteAsync(task.Key with { MapIndex = 8 }, "x", null, Cancel)).ShouldBeFalse();
        (await Stores.TaskInstances.SetNoteAsync(task.Key with { MapIndex = 8 }, null, null, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Rendered_fields_are_replaced()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);

        await Stores.TaskInstances.SaveRenderedFieldsAsync(task.Key, """{"a":1}""", Cancel);
        await Stores.TaskInstances.SaveRenderedFieldsAsync(task.Key, """{"a":2}""", Cancel);

        (await Stores.TaskInstances.FindRenderedFieldsAsync(task.Key, Cancel)).ShouldBe("""{"a":2}""");
        var nobody = task.Key with { TaskId = "nobody" };
        (await Stores.TaskInstances.FindRenderedFieldsAsync(nobody, Cancel)).ShouldBeNull();
        (await Should.ThrowAsync<AirflowException>(() => Stores.TaskInstances.SaveRenderedFieldsAsync(nobody, "{}", Cancel))).Code.ShouldBe("task_instance_not_found");
    }

    [Fact]
    public async Task Readiness_writes_pool_priority_and_job()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);

        await WriteAsync(new TaskReady(task.Id, TaskState.None, TaskState.Scheduled, task.Pool, 1) { At = Noon, TryNumber = 1, PriorityWeight = 8 });
        (await FindAsync(task.Id)).State.ShouldBe(TaskState.Scheduled);
        await WriteAsync(new TaskReady(task.Id, TaskState.Scheduled, TaskState.Queued, task.Pool, 1) { At = Noon.AddSeconds(9), TryNumber = 1, QueuedByJobId = 4 });

        var stored = await FindAsync(task.Id);
        stored.PriorityWeight.ShouldBe(8);
        stored.QueuedByJobId.ShouldBe(4);
        stored.ScheduledAt.ShouldBe(Noon);
        stored.QueuedAt.ShouldBe(Noon.AddSeconds(9));
    }
}
