using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Assets come with the DAGs that name them; events with the ends of tries.</summary>
public abstract class AssetStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly AssetDefinition Orders = new("orders", "s3://shop/orders", "sales", """{"owner":"me"}""");

    [Fact]
    public async Task An_asset_is_active_as_long_as_a_dag_names_it()
    {
        await ProduceAsync("d", Orders);
        var asset = (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull();
        asset.ShouldBe(new AssetRecord(asset.Id, "orders", "s3://shop/orders", "sales", """{"owner":"me"}"""));
        (await Stores.Assets.FindByUriAsync("s3://shop/orders", Cancel)).ShouldBe(asset);

        await SaveAsync("d", DagAssets.None);
        (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldBeNull();

        await ProduceAsync("d", Orders with { Group = "other" });
        (await Stores.Assets.FindByUriAsync("s3://shop/orders", Cancel)).ShouldBe(asset with { Group = "other" });

        await Stores.Dags.RemoveFilesAsync("dags-folder", ["d.cs"], Cancel);
        (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_or_uri_that_another_active_asset_has_makes_an_inactive_asset()
    {
        await ProduceAsync("d", Orders);
        await ProduceAsync("e", Orders with { Uri = "s3://shop/elsewhere" });

        (await Stores.Assets.FindByUriAsync("s3://shop/elsewhere", Cancel)).ShouldBeNull();
        (await Stores.Assets.ListInactiveAsync(new TaskInstanceKey("e", "r", "make", -1), Cancel)).ShouldBe([new AssetKey("orders", "s3://shop/elsewhere")]);
        (await Stores.Assets.ListInactiveAsync(new TaskInstanceKey("d", "r", "make", -1), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_success_stores_its_events_with_where_they_come_from()
    {
        await ProduceAsync("d", Orders);
        var task = await StartAsync("make");
        await EndAsync(task, new AssetUpdate("orders", "s3://shop/orders") { Extra = """{"rows":5}""" });

        var item = (await Stores.Assets.ListEventsAsync(new AssetEventFilter { Name = "orders" }, Cancel)).ShouldHaveSingleItem();
        item.Timestamp.ShouldBe(Noon.AddSeconds(3.5));
        item.Extra.ShouldBe("""{"rows":5}""");
        item.Asset.Uri.ShouldBe("s3://shop/orders");
        (item.SourceDagId, item.SourceTaskId, item.SourceRunId, item.SourceMapIndex).ShouldBe(("d", "make", "r", -1));
        item.CreatedRuns.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reference_finds_the_active_asset_and_one_that_is_nowhere_makes_no_event()
    {
        await ProduceAsync("d", Orders);
        var task = await StartAsync("make");
        await EndAsync(task, new AssetUpdate("orders", null), new AssetUpdate(null, "s3://shop/orders"), new AssetUpdate("nowhere", null));

        (await Stores.Assets.ListEventsAsync(new AssetEventFilter { Uri = "s3://shop/orders" }, Cancel)).Count.ShouldBe(2);
        (await Stores.Assets.ListEventsAsync(new AssetEventFilter(), Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_alias_makes_the_asset_and_stands_for_it_from_then_on()
    {
        await SaveAsync("d", new DagAssets { OutletAliases = [new AssetAliasDefinition("today", "g")] });
        var task = await StartAsync("make");
        await EndAsync(task, new AssetUpdate("new", "s3://shop/new") { Aliases = ["today", "also"], Extra = """{"a":1}""" });

        (await Stores.Assets.ListByAliasAsync("today", Cancel)).ShouldHaveSingleItem().Name.ShouldBe("new");
        var all = await Stores.Assets.ListEventsAsync(new AssetEventFilter(), Cancel);
        (await Stores.Assets.ListEventsAsync(new AssetEventFilter { AliasName = "today" }, Cancel)).Select(item => item.Id).ShouldBe(all.Select(item => item.Id));
        (await Stores.Assets.ListEventsAsync(new AssetEventFilter { AliasName = "also" }, Cancel)).ShouldHaveSingleItem().Extra.ShouldBe("""{"a":1}""");
        (await Stores.Assets.ListEventsAsync(new AssetEventFilter { AliasName = "tomorrow" }, Cancel)).ShouldBeEmpty();

        // the alias keeps it in use when its producer is parsed again
        await SaveAsync("d", new DagAssets { OutletAliases = [new AssetAliasDefinition("today", "g")] });
        (await Stores.Assets.FindByNameAsync("new", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Events_are_listed_by_time_in_either_order_up_to_a_limit()
    {
        await ProduceAsync("d", Orders);
        await StartAsync();
        for (var minute = 1; minute <= 3; minute++)
        {
            var task = await AddRunningAsync($"make{minute}");
            var end = End(task) with { At = Noon.AddMinutes(minute), AssetUpdates = [new AssetUpdate("orders", "s3://shop/orders") { Extra = $$"""{"n":{{minute}}}""" }] };
            (await WriteAsync(end)).ShouldBe(StateResult.Applied);
        }

        (await ExtrasAsync(new AssetEventFilter { Name = "orders" })).ShouldBe(["""{"n":1}""", """{"n":2}""", """{"n":3}"""]);
        (await ExtrasAsync(new AssetEventFilter { Ascending = false, Limit = 2 })).ShouldBe(["""{"n":3}""", """{"n":2}"""]);
        (await ExtrasAsync(new AssetEventFilter { After = Noon.AddMinutes(2), Before = Noon.AddMinutes(2) })).ShouldBe(["""{"n":2}"""]);
    }

    [Fact]
    public async Task An_event_is_queued_once_for_every_unpaused_dag_that_waits_for_its_asset()
    {
        await ProduceAsync("d", Orders);
        await SaveAsync("by_asset", new DagAssets { Schedule = [Orders] });
        await SaveAsync("by_name", new DagAssets { ScheduleNames = ["orders"] });
        await SaveAsync("by_uri", new DagAssets { ScheduleUris = ["s3://shop/orders"] });
        await SaveAsync("paused", new DagAssets { Schedule = [Orders] });
        await SaveAsync("other", new DagAssets { ScheduleNames = ["something"] });
        await SaveAsync("moved_on", new DagAssets { Schedule = [Orders] });
        await SaveAsync("moved_on", new DagAssets { ScheduleUris = ["s3://shop/other"] });
        await Stores.Dags.SetPausedAsync(["paused"], true, Cancel);
        await StartAsync();
        foreach (var name in (string[])["one", "two"])
        {
            await EndAsync(await AddRunningAsync(name), new AssetUpdate("orders", "s3://shop/orders"));
        }

        (await Stores.Assets.ListQueuedAsync(Cancel)).Select(item => (item.DagId, item.Asset.Name)).ShouldBe(
            [("by_asset", "orders"), ("by_name", "orders"), ("by_uri", "orders")], ignoreOrder: true);
    }

    [Fact]
    public async Task Deleting_a_dag_deletes_what_it_named_and_what_waited_for_it()
    {
        await ProduceAsync("d", Orders);
        await SaveAsync("waits", new DagAssets { Schedule = [Orders] });
        await EndAsync(await StartAsync("make"), new AssetUpdate("orders", "s3://shop/orders"));

        await Stores.Dags.DeleteAsync("waits", Cancel);

        (await Stores.Assets.ListQueuedAsync(Cancel)).ShouldBeEmpty();
        (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_run_takes_the_events_since_the_one_before_and_leaves_later_ones_waiting()
    {
        await ProduceAsync("d", Orders);
        await SaveAsync("waits", new DagAssets { Schedule = [Orders] });
        await StartAsync();
        foreach (var minute in (int[])[1, 2, 5])
        {
            await EndAsync(await AddRunningAsync($"t{minute}"), Noon.AddMinutes(minute), new AssetUpdate("orders", "s3://shop/orders"));
        }

        var queued = (await Stores.Assets.ListQueuedAsync(Cancel)).ShouldHaveSingleItem();
        queued.CreatedAt.ShouldBe(Noon.AddMinutes(1));
        (await Stores.Assets.CreateRunAsync(AssetRun("a1", 2), [queued with { CreatedAt = Noon }], Cancel)).ShouldBeFalse();
        (await Stores.Assets.CreateRunAsync(AssetRun("a1", 2), [queued], Cancel)).ShouldBeTrue();

        (await ConsumedAsync("a1")).ShouldBe([1, 2]);
        var later = (await Stores.Assets.ListQueuedAsync(Cancel)).ShouldHaveSingleItem();
        later.CreatedAt.ShouldBe(Noon.AddMinutes(5));
        (await Stores.Assets.CreateRunAsync(AssetRun("a1", 5), [later], Cancel)).ShouldBeFalse();
        (await Stores.Assets.CreateRunAsync(AssetRun("a2", 5), [later], Cancel)).ShouldBeTrue();
        (await ConsumedAsync("a2")).ShouldBe([5]);
        (await Stores.Assets.ListQueuedAsync(Cancel)).ShouldBeEmpty();
    }

    private static Engine.Runs.DagRun AssetRun(string runId, int minute) =>
        Run("waits", runId) with { RunType = Engine.Runs.RunType.AssetTriggered, LogicalDate = null, DataIntervalStart = null, DataIntervalEnd = null, RunAfter = Noon.AddMinutes(minute) };

    private async Task<IEnumerable<double>> ConsumedAsync(string runId)
    {
        var run = (await Stores.Runs.FindAsync("waits", runId, Cancel)).ShouldNotBeNull();
        return (await Stores.Assets.ListConsumedAsync(run.Id, Cancel)).Select(item => (item.Timestamp - Noon).TotalMinutes);
    }

    private async Task EndAsync(TaskInstance task, DateTimeOffset at, AssetUpdate update) =>
        (await WriteAsync(End(task) with { At = at, AssetUpdates = [update] })).ShouldBe(StateResult.Applied);

    private Task SaveAsync(string dagId, DagAssets assets) => Stores.Dags.SaveAsync([File($"{dagId}.cs", Dag(dagId) with { Assets = assets })], Cancel);

    private Task ProduceAsync(string dagId, AssetDefinition asset) => SaveAsync(dagId, new DagAssets { Outlets = [new TaskAsset("make", asset)] });

    /// <summary>A running task of the DAG as it was saved.</summary>
    private async Task<TaskInstance> StartAsync(string taskId)
    {
        await StartAsync();
        return await AddRunningAsync(taskId);
    }

    private async Task StartAsync()
    {
        (await Stores.Runs.CreateAsync(Run("d", "r"), Cancel)).ShouldBe(Engine.Runs.RunCreation.Created);
        await Stores.Runs.AcquireAsync("me", Minute, 100, Noon, Cancel);
    }

    private async Task<TaskInstance> AddRunningAsync(string taskId)
    {
        var task = NewTask(taskId);
        await AddAsync(task);
        await RunAsync(task);
        return task;
    }

    private async Task EndAsync(TaskInstance task, params AssetUpdate[] updates) => (await WriteAsync(End(task) with { AssetUpdates = updates })).ShouldBe(StateResult.Applied);

    private async Task<IEnumerable<string>> ExtrasAsync(AssetEventFilter filter) => (await Stores.Assets.ListEventsAsync(filter, Cancel)).Select(item => item.Extra);
}
