using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>The lists of DAGs, assets and what belongs to them, as the REST API reads them.</summary>
public abstract class DefinitionListConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly AssetDefinition Orders = new("orders", "s3://shop/orders", "sales", """{"owner":"me"}""");

    [Fact]
    public async Task Dags_come_with_their_tags_and_by_every_filter()
    {
        await SaveAsync(Dag("a") with { Dag = Dag("a").Dag with { Tags = ["x", "y"], Owners = "ann, bob", AssetExpression = """{"all":[]}""" } });
        await SaveAsync(Dag("b") with { Dag = Dag("b").Dag with { Tags = ["x"], DisplayName = "Bee", TimetableType = "cron" }, IsPausedUponCreation = true });
        await Stores.Favorites.AddAsync("me", "b", Cancel);
        await Stores.Runs.CreateAsync(Run("a", "r"), Cancel);

        (await Dags(new ListFilter("dag_id", ListOperator.Like, "%A%"))).ShouldHaveSingleItem().Tags.ShouldBe(["x", "y"]);
        await ShouldListAsync(["a", "b"], ListFilter.In("tags", ["x", "y"]));
        await ShouldListAsync(["a"], ListFilter.Is("tags", "x"), ListFilter.Is("tags", "y"));
        await ShouldListAsync([], new ListFilter("owners", ListOperator.Like, "%!%%"));
        await ShouldListAsync(["a"], new ListFilter("owners", ListOperator.Contains, "n, b"));
        await ShouldListAsync(["b"], ListFilter.Is("is_paused", true));
        await ShouldListAsync(["a", "b"], ListFilter.Is("is_stale", false), ListFilter.Is("has_import_errors", false));
        await ShouldListAsync(["a"], new ListFilter("owners", ListOperator.Like, "%bob%", "%eve%"));
        await ShouldListAsync(["b"], new ListFilter("dag_display_name", ListOperator.Between, "Bee", "Bef", "x", null));
        await ShouldListAsync(["b"], ListFilter.In("timetable_type", ["cron"]), ListFilter.Is("bundle_name", "dags-folder"), ListFilter.Is("bundle_version", null));
        await ShouldListAsync(["b"], ListFilter.Is("favorite_of", "me"));
        await ShouldListAsync(["a"], ListFilter.Is("not_favorite_of", "me"));
        await ShouldListAsync(["a"], ListFilter.Is("has_asset_schedule", true));
        await ShouldListAsync(["b"], ListFilter.Is("has_no_asset_schedule", true));
        await ShouldListAsync(["a"], ListFilter.In("last_run_state", ["queued", "running"]));
        await ShouldListAsync([], new ListFilter("last_run_start_date", ListOperator.AtLeast, Noon), new ListFilter("last_run_end_date", ListOperator.LessThan, Noon));
    }

    [Fact]
    public async Task Dags_are_ordered_by_what_their_last_run_came_to()
    {
        await SaveDagAsync("a");
        await SaveDagAsync("b");
        await Stores.Runs.CreateAsync(Run("b", "r"), Cancel);

        (await Stores.Listings.Dags.ListAsync(new ListQuery { Order = [new ListOrder("last_run_state"), new ListOrder("last_run_start_date")] }, Cancel)).Items
            .Select(dag => dag.DagId).ShouldBe(["b", "a"]);
        (await Stores.Listings.Dags.ListAsync(new ListQuery { Order = [ListOrder.Parse("-next_dagrun"), ListOrder.Parse("-dag_display_name")] }, Cancel)).Items
            .Select(dag => dag.DagId).ShouldBe(["b", "a"]);
    }

    [Fact]
    public async Task Favorites_are_marked_once_and_taken_back_once()
    {
        await SaveDagAsync("d");

        (await Stores.Favorites.AddAsync("me", "d", Cancel)).ShouldBeTrue();
        (await Stores.Favorites.AddAsync("me", "d", Cancel)).ShouldBeFalse();
        (await Stores.Favorites.HasAsync("me", "d", Cancel)).ShouldBeTrue();
        (await Stores.Favorites.HasAsync("you", "d", Cancel)).ShouldBeFalse();
        (await Stores.Favorites.RemoveAsync("me", "d", Cancel)).ShouldBeTrue();
        (await Stores.Favorites.RemoveAsync("me", "d", Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Versions_tags_and_import_errors_are_listed()
    {
        await SaveAsync(Dag("d") with { Dag = Dag("d").Dag with { Tags = ["x"] } });
        await Stores.Dags.SaveAsync([File("broken.cs") with { ImportError = "does not compile" }], Cancel);

        (await Stores.Listings.DagVersions.ListAsync(new ListQuery { Filters = [ListFilter.Is("dag_id", "d"), ListFilter.Is("version_number", 1L)] }, Cancel))
            .Items.ShouldHaveSingleItem().DisplayName.ShouldBe("d");
        (await Stores.Listings.DagTags.ListAsync(new ListQuery { Filters = [ListFilter.In("dag_id", ["d", "e"])] }, Cancel)).Items.ShouldBe(["x"]);
        (await Stores.Listings.DagTags.ListAsync(new ListQuery { Filters = [ListFilter.In("dag_id", ["e"])] }, Cancel)).Total.ShouldBe(0);
        var error = (await Stores.Listings.ImportErrors.ListAsync(new ListQuery { Filters = [ListFilter.Is("filename", "broken.cs")] }, Cancel)).Items.ShouldHaveSingleItem();
        error.StackTrace.ShouldBe("does not compile");
        (await Stores.Listings.ImportErrors.ListAsync(new ListQuery { Filters = [ListFilter.In("only_dags", ["d"])] }, Cancel)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_pool_that_there_is_not_makes_a_warning_until_there_is()
    {
        await SaveAsync(Dag("d") with { Pools = ["lost", "default_pool"] });

        var warning = (await Stores.Listings.DagWarnings.ListAsync(new ListQuery { Order = [ListOrder.Parse("-timestamp")] }, Cancel)).Items.ShouldHaveSingleItem();
        warning.ShouldBe(new DagWarning("d", DagWarningTypes.NonexistentPool, "Dag 'd' references non-existent pools: ['lost']", Noon, "d"));
        await Stores.Pools.SaveAsync(new Engine.Pools.Pool("lost", 1, null, false), Cancel);
        await SaveAsync(Dag("d") with { Pools = ["lost", "default_pool"] });
        (await Stores.Listings.DagWarnings.ListAsync(new ListQuery(), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_are_counted_by_dag_and_state()
    {
        await SaveDagAsync("a");
        await SaveDagAsync("b");
        await Stores.Runs.CreateAsync(Run("a", "1"), Cancel);
        await Stores.Runs.CreateAsync(Run("a", "2"), Cancel);
        await Stores.Runs.CreateAsync(Run("b", "1"), Cancel);

        (await Stores.RunCounts.CountAsync(null, Cancel)).ShouldBe([new DagRunCount("a", "a", RunState.Queued, 2), new DagRunCount("b", "b", RunState.Queued, 1)]);
        (await Stores.RunCounts.CountAsync(["b", "c"], Cancel)).ShouldBe([new DagRunCount("b", "b", RunState.Queued, 1)]);
    }

    [Fact]
    public async Task A_file_is_asked_for_once_until_it_was_parsed()
    {
        var file = new DagFileKey("dags-folder", "d.cs");

        (await Stores.ParseRequests.AddAsync(file.BundleName, file.RelativePath, Cancel)).ShouldBeTrue();
        (await Stores.ParseRequests.AddAsync(file.BundleName, file.RelativePath, Cancel)).ShouldBeFalse();
        (await Stores.ParseRequests.ListAsync(Cancel)).ShouldBe([file]);
        await Stores.ParseRequests.RemoveAsync([file], Cancel);
        (await Stores.ParseRequests.ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Assets_come_with_everything_that_names_them()
    {
        await SaveAsync(Dag("d") with { Assets = new DagAssets { Schedule = [Orders] } });
        await SaveAsync(Dag("e") with { Assets = new DagAssets { Outlets = [new TaskAsset("make", Orders)], OutletAliases = [new AssetAliasDefinition("alias", "asset")] } });
        await Stores.Dags.SetPausedAsync(["d"], isPaused: false, Cancel);
        var id = (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull().Id;
        var eventId = await Stores.AssetEvents.AddAsync(id, """{"n":1}""", null, Cancel);

        var asset = (await Stores.Listings.Assets.ListAsync(new ListQuery { Filters = [ListFilter.Is("is_active", true), ListFilter.In("dag_ids", ["d"])] }, Cancel))
            .Items.ShouldHaveSingleItem();
        asset.ScheduledDags.ShouldHaveSingleItem().DagId.ShouldBe("d");
        asset.ProducingTasks.ShouldHaveSingleItem().TaskId.ShouldBe("make");
        asset.LastEventId.ShouldBe(eventId);
        (await Stores.AssetEvents.ListProducersAsync(id, Cancel)).ShouldBe(["e"]);
        (await Stores.Listings.AssetAliases.ListAsync(new ListQuery { Order = [new ListOrder("name")] }, Cancel)).Items.ShouldHaveSingleItem().Name.ShouldBe("alias");
        await ShouldListAsync(["d"], ListFilter.Is("asset_dependency", "%ORDERS%"));
    }

    [Fact]
    public async Task Events_that_people_make_are_listed_and_queued_and_can_be_taken_back()
    {
        await SaveAsync(Dag("d") with { Assets = new DagAssets { Schedule = [Orders] } });
        var id = (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull().Id;

        var eventId = await Stores.AssetEvents.AddAsync(id, """{"n":1}""", "p", Cancel);

        (await Stores.AssetEvents.AddAsync(id + 100, "{}", null, Cancel)).ShouldBeNull();
        var made = (await Stores.Listings.AssetEvents.ListAsync(new ListQuery { Filters = [ListFilter.Is("asset_id", id), ListFilter.Is("source_map_index", -1L)] }, Cancel))
            .Items.ShouldHaveSingleItem();
        (made.Id, made.PartitionKey, made.CreatedRuns.Count).ShouldBe((eventId.ShouldNotBeNull(), "p", 0));
        (await Stores.Listings.QueuedEvents.ListAsync(new ListQuery { Filters = [ListFilter.Is("dag_id", "d"), ListFilter.Is("asset_id", id)] }, Cancel))
            .Items.ShouldHaveSingleItem().DagDisplayName.ShouldBe("d");
        (await Stores.AssetEvents.DeleteQueuedAsync("d", id, Noon.AddYears(-10), Cancel)).ShouldBe(0);
        (await Stores.AssetEvents.DeleteQueuedAsync("d", null, null, Cancel)).ShouldBe(1);
        (await Stores.AssetEvents.DeleteQueuedAsync(null, id, null, Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_kept_is_listed_and_can_be_changed()
    {
        await StartRunAsync();
        var task = NewTask("t");
        await AddAsync(task);
        await SaveAsync(Dag("e") with { Assets = new DagAssets { Schedule = [Orders] } });
        var assetId = (await Stores.Assets.FindByNameAsync("orders", Cancel)).ShouldNotBeNull().Id;
        var expiry = DateTimeOffset.MaxValue.AddYears(-1000);
        await Stores.TaskStates.SaveAsync(task.Key, "k", "1", new DateTimeOffset(expiry.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), Cancel);

        (await Stores.StateEditor.ReplaceAsync(task.Key, "k", "2", Cancel)).ShouldBeTrue();
        (await Stores.StateEditor.ReplaceAsync(task.Key, "other", "2", Cancel)).ShouldBeFalse();
        var stored = (await Stores.Listings.TaskStates.ListAsync(new ListQuery { Filters = [ListFilter.Is("task_id", "t"), ListFilter.Is("at", Noon)] }, Cancel)).Items.ShouldHaveSingleItem();
        (stored.Value, stored.ExpiresAt?.Year).ShouldBe(("2", expiry.Year));
        (await Stores.StateEditor.ClearAsync("d", "r", "t", Cancel)).ShouldBe(1);

        await Stores.StateEditor.SaveAsync(assetId, "k", "[1]", Cancel);
        var kept = (await Stores.Listings.AssetStates.ListAsync(new ListQuery { Filters = [ListFilter.Is("asset_id", assetId)] }, Cancel)).Items.ShouldHaveSingleItem();
        (kept.Value, kept.WriterKind, kept.TaskId).ShouldBe(("[1]", "api", null));
    }

    [Fact]
    public async Task The_first_answer_to_a_question_counts()
    {
        await StartRunAsync();
        var task = NewTask("t");
        await AddAsync(task);
        await Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = task.Id, Options = """["yes","no"]""", Subject = "Well?" }, Cancel);
        var answer = new HumanAnswer(Noon, """{"id": "ann", "name": "Ann"}""", """["yes"]""", "{}");

        (await Questions(ListFilter.Is("is_open", true))).Count.ShouldBe(1);
        (await Stores.HumanAnswers.SaveAsync(task.Id, answer, "{}", Cancel)).ShouldBeTrue();
        (await Stores.HumanAnswers.SaveAsync(task.Id, answer, "{}", Cancel)).ShouldBeFalse();

        var listed = (await Questions(ListFilter.Is("is_answered", true), ListFilter.In("responded_by_user_id", ["ann", "bob"]), ListFilter.In("responded_by_user_name", ["Ann"])))
            .ShouldHaveSingleItem();
        (listed.Detail.Subject, listed.Detail.RespondedAt, listed.Task.Task.Key.TaskId).ShouldBe(("Well?", Noon, "t"));
    }

    [Fact]
    public async Task A_try_that_waits_for_an_answer_goes_on_with_it()
    {
        await StartRunAsync();
        var task = NewTask("t");
        await AddAsync(task);
        await RunAsync(task);
        await Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = task.Id, Options = """["yes","no"]""", Subject = "Well?" }, Cancel);
        (await WriteAsync(End(task, TaskState.AwaitingInput) with { Suspension = new Suspension("execute_complete", """{"a":1}""") })).ShouldBe(StateResult.Applied);
        var answer = new HumanAnswer(Noon, """{"id":"ann","name":"Ann"}""", """["no"]""", """{"why":"so"}""");

        (await Answering.AnswerAsync(Stores.HumanAnswers, Stores.Scheduling, await FindAsync(task.Id), answer, Cancel)).ShouldBeTrue();

        var waiting = await FindAsync(task.Id);
        (waiting.State, waiting.NextMethod, waiting.TryNumber).ShouldBe((TaskState.Scheduled, "execute_complete", 1));
        var arguments = System.Text.Json.JsonElement.Parse(waiting.NextKwargs.ShouldNotBeNull());
        arguments.GetProperty("a").GetInt32().ShouldBe(1);
        arguments.GetProperty("event").GetProperty("chosen_options")[0].GetString().ShouldBe("no");
        (await Answering.AnswerAsync(Stores.HumanAnswers, Stores.Scheduling, waiting, answer, Cancel)).ShouldBeFalse();
    }

    private async Task<IReadOnlyList<ListedQuestion>> Questions(params ListFilter[] filters) =>
        (await Stores.Listings.Questions.ListAsync(new ListQuery { Filters = filters, Order = [new ListOrder("subject")] }, Cancel)).Items;

    private async Task SaveAsync(ParsedDag dag) => await Stores.Dags.SaveAsync([File($"{dag.Dag.DagId}.cs", dag)], Cancel);

    private async Task<IReadOnlyList<DagRecord>> Dags(params ListFilter[] filters) =>
        (await Stores.Listings.Dags.ListAsync(new ListQuery { Filters = filters, Order = [new ListOrder("dag_id")] }, Cancel)).Items;

    private async Task ShouldListAsync(string[] dagIds, params ListFilter[] filters) => (await Dags(filters)).Select(dag => dag.DagId).ShouldBe(dagIds);
}
