using System.Text.Json;
using Airflow.Engine.Clearing;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tests.Scheduling;
using Airflow.Engine.XComs;

namespace Airflow.Engine.Tests.Clearing;

public sealed class TaskClearingTests : IWakeSignal
{
    private readonly SchedulerBench _bench = new();

    void IWakeSignal.Wake(string topic) => _bench.Scheduler.Wake(topic);

    [Fact]
    public async Task A_cleared_run_starts_again_with_what_was_cleared()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", task => task with { Retries = 2 }));
        await _bench.RunTaskAsync("a");
        await _bench.RunTaskAsync("b", TaskState.Failed);
        _bench.RunState().ShouldBe(RunState.Failed);

        var cleared = await ClearAsync(new ClearRequest { DagId = "d", OnlyFailed = true });

        cleared.Select(task => (task.Key.TaskId, task.State)).ShouldBe([("b", TaskState.Failed)]);
        await _bench.PassAsync();
        _bench.RunState().ShouldBe(RunState.Running);
        var again = await _bench.StartTaskAsync("b");
        again.TryNumber.ShouldBe(2);
        _bench.Database.Tasks[again.Id].MaxTries.ShouldBe(3);
        await _bench.EndAsync(again, TaskState.Success);
        _bench.RunState().ShouldBe(RunState.Success);
        _bench.StateOf("a").ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_run_that_ends_while_it_is_being_cleared_starts_again()
    {
        await ArrangeAsync(new TestDag("d").Task("a").Task("b"));
        await _bench.RunTaskAsync("a");
        var last = await _bench.StartTaskAsync("b");
        var stores = _bench.Database.Stores;
        var writer = new InterruptedWriter(stores.Writer, async () => (await _bench.EndAsync(last, TaskState.Success)).ShouldBeTrue());
        var clearing = new TaskClearing(stores with { Writer = writer }, new DagVersionCache(stores.Dags), this, _bench.Clock);

        await clearing.ClearAsync(new ClearRequest { DagId = "d", TaskIds = ["a"] }, CancellationToken.None);

        await _bench.PassAsync();
        _bench.RunState().ShouldBe(RunState.Running);
        _bench.Submitted.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Clearing_upstream_takes_back_what_follows()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b", "c").Task("c"));
        await _bench.RunTaskAsync("a", TaskState.Failed);
        _bench.StateOf("c").ShouldBe(TaskState.UpstreamFailed);

        await ClearAsync(new ClearRequest { DagId = "d", RunIds = ["r1"], TaskIds = ["a"], IncludeDownstream = true });
        await _bench.PassAsync();

        _bench.Submitted.ShouldBe(["a"]);
        _bench.StateOf("b").ShouldBe(TaskState.None);
        await _bench.RunTaskAsync("a");
        await _bench.RunTaskAsync("b");
        await _bench.RunTaskAsync("c");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_running_instance_is_stopped_first_and_whatever_it_came_to_it_runs_again()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var first = await _bench.StartTaskAsync("a");

        await ClearAsync(new ClearRequest { DagId = "d", TaskIds = ["a"] });
        await _bench.PassAsync();

        _bench.StateOf("a").ShouldBe(TaskState.Restarting);
        _bench.Executor.Cancelled.ShouldContainKey(first.Id);
        _bench.Submitted.ShouldBeEmpty();
        (await _bench.EndAsync(first, TaskState.Success)).ShouldBeTrue();
        await _bench.PassAsync();
        _bench.Submitted.ShouldBe(["a"]);
        (await _bench.StartTaskAsync("a")).TryNumber.ShouldBe(2);
        (await _bench.Database.Stores.Pools.ListUsageAsync(CancellationToken.None)).Sum(pool => pool.Occupied).ShouldBe(1);
    }

    [Fact]
    public async Task An_end_that_is_reported_while_its_instance_is_cleared_counts_for_nothing()
    {
        await ArrangeAsync(new TestDag("d").Task("a", "b").Task("b"));
        var first = await _bench.StartTaskAsync("a");
        await Clearing().ClearAsync(new ClearRequest { DagId = "d" }, CancellationToken.None);

        await _bench.EndAsync(first, TaskState.Success);
        await _bench.PassAsync();
        await _bench.PassAsync();

        _bench.StateOf("b").ShouldBe(TaskState.None);
        _bench.Submitted.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Runs_before_and_after_are_cleared_when_asked_for()
    {
        await new TestDag("d").Task("a").StoreAsync(_bench.Database);
        await _bench.StartAsync();
        for (var day = 1; day <= 3; day++)
        {
            await _bench.TriggerAsync("d", $"r{day}", _bench.Clock.GetUtcNow().AddDays(day));
            await _bench.RunTaskAsync("a");
        }

        (await SelectAsync(new ClearRequest { DagId = "d", RunIds = ["r2"] })).ShouldBe(["r2"]);
        (await SelectAsync(new ClearRequest { DagId = "d", RunIds = ["r2"], IncludePast = true })).ShouldBe(["r1", "r2"]);
        (await SelectAsync(new ClearRequest { DagId = "d", RunIds = ["r2"], IncludeFuture = true })).ShouldBe(["r2", "r3"]);
        (await SelectAsync(new ClearRequest { DagId = "d", From = _bench.Clock.GetUtcNow().AddDays(3) })).ShouldBe(["r3"]);
    }

    [Fact]
    public async Task An_unknown_task_is_named_with_those_there_are()
    {
        await ArrangeAsync(new TestDag("d").Task("a").Task("b"));
        var error = await Should.ThrowAsync<AirflowException>(() => SelectAsync(new ClearRequest { DagId = "d", TaskIds = ["x"] }));
        error.Message.ShouldBe("Task x not found in DAG d. It has: a, b.");
    }

    [Fact]
    public async Task A_marker_clears_the_task_of_another_dag_and_what_follows_it()
    {
        await new TestDag("far").Task("x", "y").Task("y").Task("z").StoreAsync(_bench.Database);
        await new TestDag("d").Task("a", "mark").Task("mark", task => Marker(task, "far", "x")).StoreAsync(_bench.Database);
        await TriggerSameDayAsync("d", "far");
        var cleared = await SelectAllAsync(new ClearRequest { DagId = "d", TaskIds = ["a"], IncludeDownstream = true });

        cleared.ShouldBe(["d.a", "d.mark", "far.x", "far.y"]);
        (await SelectAllAsync(new ClearRequest { DagId = "d", TaskIds = ["a"] })).ShouldBe(["d.a"]);
    }

    [Fact]
    public async Task Markers_that_lead_on_too_far_are_refused_before_anything_is_cleared()
    {
        await new TestDag("e").Task("b", task => Marker(task, "f", "c")).StoreAsync(_bench.Database);
        await new TestDag("f").Task("c", task => Marker(task, "g", "x", depth: 9)).StoreAsync(_bench.Database);
        await new TestDag("d").Task("a", task => Marker(task, "e", "b", depth: 2)).StoreAsync(_bench.Database);
        await TriggerSameDayAsync("d", "e", "f");

        var error = await Should.ThrowAsync<AirflowException>(() => ClearAsync(new ClearRequest { DagId = "d" }));

        error.Message.ShouldStartWith("Maximum recursion depth 2 reached for ExternalTaskMarker c.");
    }

    [Fact]
    public async Task What_a_branch_left_out_is_left_out_again_when_it_is_cleared_alone()
    {
        await ArrangeAsync(new TestDag("d").Task("pick", task => task with { CanSkipDownstream = true }, "left", "right").Task("left").Task("right"));
        var pick = await _bench.StartTaskAsync("pick");
        await _bench.Database.Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r1", "pick", "skipmixin_key"), """{"followed":["left"]}"""), CancellationToken.None);
        await _bench.EndAsync(pick, new TryOutcome { State = TaskState.Success, EndDate = _bench.Clock.GetUtcNow(), Skips = [new SkipTarget("right")] });
        await _bench.RunTaskAsync("left");

        await ClearAsync(new ClearRequest { DagId = "d", TaskIds = ["left", "right"] });
        await _bench.PassAsync();

        _bench.StateOf("right").ShouldBe(TaskState.Skipped);
        await _bench.RunTaskAsync("left");
        _bench.RunState().ShouldBe(RunState.Success);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    [InlineData(1)]
    public async Task A_cleared_list_of_another_length_gets_as_many_instances(int length)
    {
        await ArrangeAsync(new TestDag("d")
            .Task("list", "square")
            .Task("square", task => task with { IsMapped = true, ExpandInput = TestDag.Over("list"), PartialKwargs = JsonElement.Parse("{}") }, "sum")
            .Task("sum"));
        await RunMappedAsync(3);
        _bench.RunState().ShouldBe(RunState.Success);

        await ClearAsync(new ClearRequest { DagId = "d", TaskIds = ["list"], IncludeDownstream = true });
        await _bench.PassAsync();
        await RunMappedAsync(length);

        _bench.RunState().ShouldBe(RunState.Success);
        for (var mapIndex = 0; mapIndex < Math.Max(3, length); mapIndex++)
        {
            _bench.StateOf("square", mapIndex).ShouldBe(mapIndex < length ? TaskState.Success : TaskState.Removed);
        }
    }

    private async Task RunMappedAsync(int length)
    {
        await _bench.RunTaskAsync("list", xcoms: new XCom(new XComKey("d", "r1", "list", XCom.ReturnKey), "[]") { MappedLength = length });
        await _bench.PassAsync();
        _bench.Submitted.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, length).Select(mapIndex => $"square[{mapIndex}]"));
        for (var mapIndex = 0; mapIndex < length; mapIndex++)
        {
            await _bench.RunTaskAsync("square", mapIndex: mapIndex);
        }

        await _bench.RunTaskAsync("sum");
    }

    private async Task TriggerSameDayAsync(params string[] dagIds)
    {
        await _bench.StartAsync();
        foreach (var dagId in dagIds)
        {
            await _bench.TriggerAsync(dagId, "r1", _bench.Clock.GetUtcNow());
        }
    }

    private static SerializedTask Marker(SerializedTask task, string dagId, string taskId, int depth = 10) => task with
    {
        TaskType = "ExternalTaskMarker",
        Extra = ExtraFields.From(
        [
            KeyValuePair.Create("external_dag_id", JsonSerializer.SerializeToElement(dagId)),
            KeyValuePair.Create("external_task_id", JsonSerializer.SerializeToElement(taskId)),
            KeyValuePair.Create("logical_date", JsonSerializer.SerializeToElement("{{ logical_date.isoformat() }}")),
            KeyValuePair.Create("recursion_depth", JsonSerializer.SerializeToElement(depth)),
        ]),
    };

    private async Task<IEnumerable<string>> SelectAllAsync(ClearRequest request) =>
        (await Clearing().SelectAsync(request, CancellationToken.None)).Select(task => $"{task.Key.DagId}.{task.Key.TaskId}");

    private TaskClearing Clearing() => new(_bench.Database.Stores, new DagVersionCache(_bench.Database.Stores.Dags), this, _bench.Clock);

    private Task<IReadOnlyList<TaskInstance>> ClearAsync(ClearRequest request) => Clearing().ClearAsync(request, CancellationToken.None);

    private async Task<IEnumerable<string>> SelectAsync(ClearRequest request) =>
        (await Clearing().SelectAsync(request, CancellationToken.None)).Select(task => task.Key.RunId);

    private async Task ArrangeAsync(TestDag dag)
    {
        await dag.StoreAsync(_bench.Database);
        await _bench.StartAsync();
        await _bench.TriggerAsync("d");
    }
}
