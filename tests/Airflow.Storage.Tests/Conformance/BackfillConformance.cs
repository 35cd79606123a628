using Airflow.Engine.Backfills;
using Airflow.Engine.Execution;
using Airflow.Engine.Listing;
using Airflow.Engine.Runs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>A DAG has one active backfill, whose runs start by its own order and limit.</summary>
public abstract class BackfillConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_backfill_is_stored_whole()
    {
        await SaveDagAsync("d");
        var asked = Ask("d") with { DagRunConf = """{"a":1}""", TriggeringUserName = "ann", ReprocessBehavior = ReprocessBehavior.Failed };

        var made = (await Stores.Backfills.CreateAsync(asked, Days("d", 2), Cancel)).ShouldNotBeNull();

        (await Stores.Backfills.FindAsync(made.Id, Cancel)).ShouldBe(new ListedBackfill(asked with { Id = made.Id }, "d"));
        var run = (await Stores.Runs.FindAsync("d", "b1", Cancel)).ShouldNotBeNull();
        (run.RunType, run.State, run.LogicalDate, run.TriggeredBy).ShouldBe((RunType.Backfill, RunState.Queued, Noon.AddDays(-1), "backfill"));
        (await Stores.Backfills.FindOfRunAsync(run.Id, Cancel)).ShouldBe(new RunBackfill(asked with { Id = made.Id }, 1, 0));
        (await Stores.Backfills.CountRunsAsync(made.Id, Cancel)).ShouldBe(new Dictionary<RunState, int> { [RunState.Queued] = 2 });
        (await Stores.Backfills.CountRunsAsync(made.Id + 1, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dag_has_one_active_backfill()
    {
        await SaveDagAsync("d");
        await SaveDagAsync("other");
        var first = (await Stores.Backfills.CreateAsync(Ask("d"), Days("d", 1), Cancel)).ShouldNotBeNull();

        (await Stores.Backfills.CreateAsync(Ask("d"), Days("d", 1), Cancel)).ShouldBeNull();
        (await Stores.Backfills.HasActiveAsync("d", Cancel)).ShouldBeTrue();
        (await Stores.Backfills.CreateAsync(Ask("other"), Days("other", 1), Cancel)).ShouldNotBeNull();

        (await Stores.Backfills.CompleteAsync(first.Id, Noon, Cancel)).ShouldBeTrue();
        (await Stores.Backfills.CompleteAsync(first.Id, Noon, Cancel)).ShouldBeFalse();
        (await Stores.Backfills.SetPausedAsync(first.Id, isPaused: true, Noon, Cancel)).ShouldBeFalse();
        (await Stores.Backfills.HasActiveAsync("d", Cancel)).ShouldBeFalse();
        (await Stores.Backfills.CreateAsync(Ask("d"), [], Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_makes_it()
    {
        await SaveDagAsync("d");
        var other = OpenAnother();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Stores : other).Backfills.CreateAsync(Ask("d"), Days("d", 2), Cancel)));

        made.Count(backfill => backfill is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Its_runs_start_in_its_order_and_by_its_limit_beside_those_of_the_dag()
    {
        await SaveDagAsync("d", maxActiveRuns: 1);
        await Stores.Runs.CreateAsync(Run("d", "manual1"), Cancel);
        await Stores.Runs.CreateAsync(Run("d", "manual2"), Cancel);
        await Stores.Backfills.CreateAsync(Ask("d") with { MaxActiveRuns = 2 }, [.. Days("d", 4).Reverse()], Cancel);

        var taken = await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);

        taken.Select(leased => leased.Run.RunId).ShouldBe(["manual1", "b4", "b3"]);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();
        (await Stores.Runs.CountLimitedAsync("d", Cancel)).ShouldBe(new Dictionary<RunState, int> { [RunState.Running] = 1, [RunState.Queued] = 1 }, ignoreOrder: true);

        await EndAsync(taken[1].Run);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem().Run.RunId.ShouldBe("b2");
    }

    [Fact]
    public async Task A_paused_backfill_starts_nothing()
    {
        await SaveDagAsync("d");
        var backfill = (await Stores.Backfills.CreateAsync(Ask("d"), Days("d", 2), Cancel))!;
        (await Stores.Backfills.SetPausedAsync(backfill.Id, isPaused: true, Noon.AddHours(1), Cancel)).ShouldBeTrue();

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldBeEmpty();

        (await Stores.Backfills.FindAsync(backfill.Id, Cancel))!.Backfill.UpdatedAt.ShouldBe(Noon.AddHours(1));
        (await Stores.Backfills.ListQueuedRunsAsync(backfill.Id, Cancel)).Count.ShouldBe(2);
        await Stores.Backfills.SetPausedAsync(backfill.Id, isPaused: false, Noon.AddHours(2), Cancel);
        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_is_cleared_after_its_backfill_starts_again()
    {
        await SaveDagAsync("d");
        var backfill = (await Stores.Backfills.CreateAsync(Ask("d"), Days("d", 1), Cancel))!;
        await Stores.Backfills.SetPausedAsync(backfill.Id, isPaused: true, Noon, Cancel);
        await Stores.Backfills.CompleteAsync(backfill.Id, Noon, Cancel);

        (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem().Run.RunId.ShouldBe("b1");
    }

    [Fact]
    public async Task It_is_completed_when_its_runs_have_ended()
    {
        await SaveDagAsync("d");
        var backfill = (await Stores.Backfills.CreateAsync(Ask("d"), Days("d", 2), Cancel))!;
        var taken = await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);
        await EndAsync(taken[0].Run);
        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(1), Cancel)).ShouldBe(0);

        await EndAsync(taken[1].Run);

        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(1), Cancel)).ShouldBe(1);
        (await Stores.Backfills.FindAsync(backfill.Id, Cancel))!.Backfill.CompletedAt.ShouldBe(Noon.AddMinutes(1));
        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(1), Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_is_there_is_adopted_and_waited_for_until_it_was_cleared()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "old") with { LogicalDate = Noon.AddDays(-1), Conf = """{"old":1}""" }, Cancel);
        var old = (await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel)).ShouldHaveSingleItem().Run;
        await EndAsync(old, Noon.AddMinutes(-5));
        var backfill = (await Stores.Backfills.CreateAsync(Ask("d") with { DagRunConf = """{"new":1}""" }, [new PlannedRun(old, IsReprocessed: true, null)], Cancel))!;

        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(1), Cancel)).ShouldBe(0);

        var adopted = (await Stores.Runs.FindAsync("d", "old", Cancel))!;
        (adopted.RunType, adopted.TriggeredBy, adopted.Conf.Replace(" ", "", StringComparison.Ordinal)).ShouldBe((RunType.Backfill, "backfill", """{"new":1}"""));
        (await Stores.Backfills.FindOfRunAsync(old.Id, Cancel))!.Backfill.Id.ShouldBe(backfill.Id);
        // whoever was to clear it is gone
        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(3), Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_run_is_kept_with_its_reason_and_is_none_of_its_runs()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "b1") with { LogicalDate = Noon.AddDays(-1) }, Cancel);
        var there = (await Stores.Runs.FindAsync("d", "b1", Cancel))!;

        // the second came in between: it was planned as a new one
        await Stores.Runs.CreateAsync(Run("d", "other") with { LogicalDate = Noon.AddDays(-2) }, Cancel);
        var backfill = (await Stores.Backfills.CreateAsync(Ask("d"), [new PlannedRun(there, IsReprocessed: false, BackfillReasons.InFlight), Days("d", 2)[1]], Cancel))!;

        (await Stores.Backfills.FindOfRunAsync(there.Id, Cancel)).ShouldBeNull();
        (await Stores.Backfills.ListQueuedRunsAsync(backfill.Id, Cancel)).ShouldBeEmpty();
        (await Stores.Backfills.CompleteEndedAsync(Noon.AddMinutes(1), Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Runs_of_partitions_are_found_by_their_keys()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r1") with { PartitionKey = "2026-01-01" }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "r2") with { PartitionKey = "2026-01-02" }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "r3"), Cancel);

        (await Stores.Backfills.ListRunsOfPartitionsAsync("d", ["2026-01-02", "2026-01-03"], Cancel)).Select(run => run.RunId).ShouldBe(["r2"]);
    }

    [Fact]
    public async Task The_list_is_filtered_and_ordered()
    {
        await SaveDagAsync("d");
        await SaveDagAsync("e");
        var first = (await Stores.Backfills.CreateAsync(Ask("d"), [], Cancel))!;
        await Stores.Backfills.CompleteAsync(first.Id, Noon, Cancel);
        var second = (await Stores.Backfills.CreateAsync(Ask("d"), [], Cancel))!;
        await Stores.Backfills.CreateAsync(Ask("e"), [], Cancel);

        (await ListAsync("-id", ListFilter.Is("dag_id", "d"))).ShouldBe([second.Id, first.Id]);
        (await ListAsync("id", ListFilter.Is("dag_id", "d"), ListFilter.Is("is_active", true))).ShouldBe([second.Id]);
        (await ListAsync("id", ListFilter.Is("is_completed", true))).ShouldBe([first.Id]);
    }

    private static Backfill Ask(string dagId) => new()
    {
        DagId = dagId,
        FromDate = Noon.AddDays(-9),
        ToDate = Noon,
        ReprocessBehavior = ReprocessBehavior.None,
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    /// <summary>b1 of yesterday, b2 of the day before …</summary>
    private static IReadOnlyList<PlannedRun> Days(string dagId, int count) =>
    [
        .. Enumerable.Range(1, count).Select(day => new PlannedRun(
            Run(dagId, $"b{day}", Noon.AddDays(-day)) with { RunType = RunType.Backfill, LogicalDate = Noon.AddDays(-day), TriggeredBy = "backfill" }, IsReprocessed: false, null)),
    ];

    private async Task<IReadOnlyList<int>> ListAsync(string order, params ListFilter[] filters)
    {
        var page = await Stores.Listings.Backfills.ListAsync(new ListQuery { Filters = filters, Order = [ListOrder.Parse(order)], Limit = 10 }, Cancel);
        page.Total.ShouldBe(page.Items.Count);
        return [.. page.Items.Select(listed => listed.Backfill.Id)];
    }

    private async Task EndAsync(DagRun run, DateTimeOffset? at = null) => (await Stores.StateWriter.WriteAsync(
        new StateChange { Runs = [new RunChange(run.Id, RunState.Running, RunState.Success, at ?? Noon.AddSeconds(1))] }, Cancel)).ShouldBe(StateResult.Applied);
}
