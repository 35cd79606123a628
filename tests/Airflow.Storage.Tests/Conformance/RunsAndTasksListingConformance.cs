using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>The lists of runs, task instances and XComs: every filter and every order on every database.</summary>
public abstract class RunsAndTasksListingConformance(ITestDatabase database) : StoreConformance(database)
{
    public static TheoryData<string> RunOrders =>
        ["id", "state", "dag_id", "run_id", "logical_date", "run_after", "start_date", "end_date", "updated_at", "conf", "duration", "dag_run_id"];

    public static TheoryData<string> TaskOrders =>
    [
        "id", "state", "duration", "start_date", "end_date", "map_index", "try_number", "logical_date", "run_after", "data_interval_start", "data_interval_end",
        "rendered_map_index", "operator", "pool", "queue", "executor",
    ];

    [Theory]
    [MemberData(nameof(RunOrders))]
    public async Task Runs_are_read_page_by_page_in_any_order(string field)
    {
        await SaveDagAsync("d");
        for (var i = 0; i < 5; i++)
        {
            await Stores.Runs.CreateAsync(
                Run("d", $"r{i}", Noon.AddHours(i % 3)) with { LogicalDate = i == 2 ? null : Noon.AddDays(i), Conf = $$"""{"n": {{i % 2}}}""" }, Cancel);
        }

        await Stores.Runs.AcquireAsync("me", Minute, 2, Noon.AddDays(9), Cancel);
        await CheckPagesAsync(Stores.Listings.Runs, field, static run => run.Run.RunId);
    }

    [Theory]
    [MemberData(nameof(TaskOrders))]
    public async Task Task_instances_are_read_page_by_page_in_any_order(string field)
    {
        await StartRunAsync();
        await AddAsync([NewTask("a"), NewTask("b") with { RenderedMapIndex = "label" }, .. Enumerable.Range(0, 3).Select(i => NewTask("m", mapIndex: i))]);
        await CheckPagesAsync(Stores.Listings.Tasks, field, static task => task.Task.Key.ToString());
    }

    [Fact]
    public async Task A_run_comes_with_its_note_and_its_version()
    {
        var saved = await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r") with { Conf = """{"color": "Blue"}""", PartitionKey = "2026-03-01", PartitionDate = Noon }, Cancel);
        await Stores.Runs.SetNoteAsync("d", "r", "mind this", "me", Cancel);

        var run = (await RunsAsync(ListFilter.Is("dag_id", "d"))).ShouldHaveSingleItem();
        run.Run.Note.ShouldBe("mind this");
        run.Version.ShouldNotBeNull().VersionNumber.ShouldBe(1);
        run.Version!.Id.ShouldBe(saved.VersionId);
        run.LastSchedulingDecision.ShouldBeNull();
        (await RunsAsync(ListFilter.Is("dag_version", 1L), new ListFilter("conf_text", ListOperator.Contains, "Blue"))).Count.ShouldBe(1);
        (await RunsAsync(new ListFilter("conf_text", ListOperator.Contains, "blue"))).ShouldBeEmpty();
        (await RunsAsync(new ListFilter("consuming_asset", ListOperator.Like, "%x%"))).ShouldBeEmpty();
        (await RunsAsync(new ListFilter("partition_date", ListOperator.AtMost, Noon), ListFilter.Is("partition_key", "2026-03-01"))).Count.ShouldBe(1);
        (await RunsAsync(new ListFilter("duration", ListOperator.AtLeast, 0.0))).ShouldBeEmpty();
        (await Stores.Runs.ClearPartitionsAsync("d", ["r", "gone"], Cancel)).ShouldBe(1);
        (await Stores.Runs.ClearPartitionsAsync("d", ["r"], Cancel)).ShouldBe(0);
        (await RunsAsync(new ListFilter("partition_date", ListOperator.Given))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_ended_is_found_by_how_long_it_took()
    {
        var leased = await StartRunAsync();
        await Stores.StateWriter.WriteAsync(
            new Engine.Execution.StateChange { Runs = [new Engine.Execution.RunChange(leased.Run.Id, RunState.Running, RunState.Success, Noon.AddSeconds(2.5))] }, Cancel);

        (await RunsAsync(new ListFilter("duration", ListOperator.AtLeast, 2.5), new ListFilter("duration", ListOperator.LessThan, 2.6))).Count.ShouldBe(1);
        (await RunsAsync(new ListFilter("duration", ListOperator.MoreThan, 2.5))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_ended_before_it_starts_gets_no_start()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r"), Cancel);
        var run = (await RunsAsync()).ShouldHaveSingleItem().Run;
        await Stores.StateWriter.WriteAsync(new Engine.Execution.StateChange { Runs = [new Engine.Execution.RunChange(run.Id, RunState.Queued, RunState.Failed, Noon)] }, Cancel);

        var ended = (await RunsAsync(ListFilter.Is("state", "failed"))).ShouldHaveSingleItem().Run;
        (ended.StartDate, ended.EndDate).ShouldBe((null, Noon));
    }

    [Fact]
    public async Task A_task_instance_comes_with_what_stands_beside_it()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task, NewTask("b"));
        await Stores.TaskInstances.SetNoteAsync(task.Key, "look", "me", Cancel);
        await Stores.TaskInstances.SaveRenderedFieldsAsync(task.Key, """{"x": 1}""", Cancel);

        var listed = (await TasksAsync(ListFilter.Is("task_id", "a"))).ShouldHaveSingleItem();
        listed.Note.ShouldBe("look");
        listed.RenderedFields.ShouldNotBeNull().Replace(" ", "", StringComparison.Ordinal).ShouldBe("""{"x":1}""");
        listed.RunAfter.ShouldBe(Noon);
        listed.Trigger.ShouldBeNull();
        (await TasksAsync(ListFilter.Is("state", null), new ListFilter("operator", ListOperator.Like, "%empty%"))).Count.ShouldBe(2);
        (await TasksAsync(new ListFilter("task_display_name", ListOperator.Between, "b", "c"), ListFilter.In("map_index", [-1L]))).Count.ShouldBe(1);
        (await TasksAsync(new ListFilter("shown_map_index", ListOperator.Like, "%1%"))).ShouldBeEmpty();
        (await TasksAsync(new ListFilter("start_date", ListOperator.AtLeast, Noon) { OrNothing = true })).Count.ShouldBe(2);
        (await TasksAsync(new ListFilter("start_date", ListOperator.Given))).ShouldBeEmpty();
        (await TasksAsync(ListFilter.Is("map_index", long.MaxValue))).ShouldBeEmpty();
        (await TasksAsync(ListFilter.Is("version_number", 7L))).ShouldBeEmpty();
        (await TasksAsync(new ListFilter("run_after", ListOperator.MoreThan, Noon))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_instance_goes_with_all_that_is_its_own()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task, NewTask("b"));
        await WriteAsync(Queue(task));
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "a", "k"), "1"), Cancel);
        await Stores.TaskInstances.SetNoteAsync(task.Key, "look", "me", Cancel);

        (await Stores.TaskInstances.DeleteAsync(task.Key, Cancel)).ShouldBeTrue();
        (await Stores.TaskInstances.DeleteAsync(task.Key, Cancel)).ShouldBeFalse();
        (await TasksAsync()).ShouldHaveSingleItem().Task.Key.TaskId.ShouldBe("b");
        (await Stores.Pools.ListUsageAsync(Cancel)).ShouldAllBe(pool => pool.Occupied == 0);
        (await Stores.Listings.XComs.ListAsync(new ListQuery(), Cancel)).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("dag_id")]
    [InlineData("run_id")]
    [InlineData("task_id")]
    [InlineData("map_index")]
    [InlineData("key")]
    [InlineData("timestamp")]
    [InlineData("logical_date")]
    [InlineData("run_after")]
    public async Task XComs_are_read_page_by_page_in_any_order(string field)
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"), NewTask("b"));
        foreach (var (task, key) in new[] { ("a", "x"), ("a", "y"), ("b", "x"), ("b", "z"), ("a", "z") })
        {
            await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", task, key), "1"), Cancel);
        }

        await CheckPagesAsync(Stores.Listings.XComs, field, static xcom => $"{xcom.Key}");
        var query = new ListQuery { Filters = [ListFilter.Is("key", "x"), new ListFilter("dag_display_name", ListOperator.Like, "%D%")] };
        (await Stores.Listings.XComs.ListAsync(query, Cancel)).Total.ShouldBe(2);
    }

    private async Task<IReadOnlyList<ListedRun>> RunsAsync(params IReadOnlyList<ListFilter> filters) =>
        (await Stores.Listings.Runs.ListAsync(new ListQuery { Filters = filters }, Cancel)).Items;

    private async Task<IReadOnlyList<ListedTask>> TasksAsync(params IReadOnlyList<ListFilter> filters) =>
        (await Stores.Listings.Tasks.ListAsync(new ListQuery { Filters = filters }, Cancel)).Items;

    /// <summary>Both ways, and with cursors as with offsets.</summary>
    private static async Task CheckPagesAsync<T>(IListing<T> listing, string field, Func<T, string> name)
    {
        foreach (var isDescending in (bool[])[false, true])
        {
            var query = new ListQuery { Order = [new ListOrder(field, isDescending)], Limit = 2 };
            var all = (await listing.ListAsync(query with { Limit = 50 }, Cancel)).Items.Select(name).ToList();
            all.Count.ShouldBe(5);
            var read = new List<string>();
            ListCursor? cursor = null;
            do
            {
                var page = await listing.ListAsync(query with { HasCursors = true, Cursor = cursor }, Cancel);
                read.AddRange(page.Items.Select(name));
                cursor = page.Next;
            }
            while (cursor is not null && read.Count < all.Count + 2);
            read.ShouldBe(all);
        }
    }
}
