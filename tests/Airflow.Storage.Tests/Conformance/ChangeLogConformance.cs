using Airflow.Engine.Coordination;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Who shows what changed finds each change after the point that it had reached.</summary>
public abstract class ChangeLogConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task Nothing_has_changed_in_an_empty_database()
    {
        (await Stores.Changes.FindLastRunAsync(Cancel)).ShouldBe(0);
        (await Stores.Changes.FindLastActionAsync(Cancel)).ShouldBe(0);
        (await Stores.Changes.ListActionsAsync(0, 10, Cancel)).ShouldBeEmpty();
        (await Stores.Changes.ListActiveRunsAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Actions_on_dags_are_listed_after_a_key_the_latest_first()
    {
        await LogAsync("d", "r1");
        await LogAsync("d", null);
        var last = await Stores.Changes.FindLastActionAsync(Cancel);

        (await Stores.Changes.ListActionsAsync(last, 10, Cancel)).ShouldBeEmpty();

        await LogAsync("d", "r2");
        await LogAsync(null, null);
        await LogAsync("e", "r3");
        await LogAsync("f", null);

        (await Stores.Changes.ListActionsAsync(last, 10, Cancel)).Select(action => (action.DagId, action.RunId)).ShouldBe([("f", null), ("e", "r3"), ("d", "r2")]);
        (await Stores.Changes.ListActionsAsync(last, 1, Cancel)).ShouldHaveSingleItem().DagId.ShouldBe("f");
        (await Stores.Changes.FindLastActionAsync(Cancel)).ShouldBe((await Stores.Changes.ListActionsAsync(0, 1, Cancel)).Single().Id);
    }

    [Fact]
    public async Task New_runs_are_listed_after_a_key_and_found_by_key_and_by_name()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "r1"), Cancel);
        var last = await Stores.Changes.FindLastRunAsync(Cancel);
        await Stores.Runs.CreateAsync(Run("d", "r2"), Cancel);

        var made = (await Stores.Changes.ListNewRunsAsync(last, 10, Cancel)).ShouldHaveSingleItem();

        (made.DagId, made.RunId, made.State).ShouldBe(("d", "r2", "queued"));
        (await Stores.Changes.FindRunAsync(made.Id, Cancel)).ShouldBe(made);
        (await Stores.Changes.FindRunAsync("d", "r2", Cancel)).ShouldBe(made);
        (await Stores.Changes.FindRunAsync("d", "none", Cancel)).ShouldBeNull();
        (await Stores.Changes.ListActiveRunsAsync(Cancel)).Select(run => run.RunId).ShouldBe(["r1", "r2"], ignoreOrder: true);
        (await Stores.Changes.ListNewRunsAsync(0, 1, Cancel)).ShouldHaveSingleItem().RunId.ShouldBe("r1");
    }

    private Task LogAsync(string? dagId, string? runId) =>
        Stores.AuditLog.AddAsync(new AuditEntry { At = Noon, Event = "clear", DagId = dagId, RunId = runId }, Cancel);
}
