using Airflow.Engine.Execution;
using Airflow.Engine.Runs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>The database as a whole: migrating, resetting, cleaning.</summary>
public abstract class MetadataDatabaseConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_migrated_database_has_nothing_pending()
    {
        (await Stores.Database.ListPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
        (await Stores.Database.MigrateAsync(Cancel)).ShouldBeEmpty();
        await Stores.Database.CheckAsync(Cancel);
    }

    [Fact]
    public async Task Resetting_empties_it_and_leaves_it_usable()
    {
        await StartRunAsync();

        await Stores.Database.ResetAsync(Cancel);

        (await Stores.Dags.ListAsync(includeStale: true, Cancel)).ShouldBeEmpty();
        (await Stores.Database.ListPendingMigrationsAsync(Cancel)).ShouldBeEmpty();
        (await Stores.Users.ListRolesAsync(Cancel)).ShouldNotBeEmpty();
        await StartRunAsync();
    }

    [Fact]
    public async Task Its_clock_goes_on()
    {
        var first = await Stores.Database.GetTimeAsync(Cancel);

        (await Stores.Database.GetTimeAsync(Cancel)).ShouldBeGreaterThanOrEqualTo(first);
    }

    [Fact]
    public async Task A_dry_run_counts_what_cleaning_deletes()
    {
        await AddOldRunsAsync();
        await Stores.AuditLog.AddAsync(new() { At = Noon, Event = "old" }, Cancel);
        await Stores.AuditLog.AddAsync(new() { At = Noon.AddDays(3), Event = "new" }, Cancel);

        var counted = await Stores.Database.CleanAsync(Noon.AddDays(1), null, dryRun: true, keepLastRun: true, Cancel);
        counted.Keys.ShouldBe(Stores.Database.CleanableTables, ignoreOrder: true);
        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).Count.ShouldBe(2);

        foreach (var table in Stores.Database.CleanableTables)
        {
            var expected = await Stores.Database.CleanAsync(Noon.AddDays(1), [table], dryRun: true, keepLastRun: true, Cancel);
            (await Stores.Database.CleanAsync(Noon.AddDays(1), [table], dryRun: false, keepLastRun: true, Cancel)).ShouldBe(expected);
        }

        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).ShouldHaveSingleItem().Event.ShouldBe("new");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_finished_runs_go_except_the_last_scheduled_one_when_asked(bool keepLastRun)
    {
        await AddOldRunsAsync();

        var deleted = await Stores.Database.CleanAsync(Noon.AddDays(1), ["dag_run"], dryRun: false, keepLastRun, Cancel);

        deleted["dag_run"].ShouldBe(keepLastRun ? 2 : 3);
        (await Stores.Runs.ListAsync(new RunFilter { DagId = "d" }, Cancel)).Select(run => run.RunId)
            .ShouldBe(keepLastRun ? ["running", "s2"] : ["running"], ignoreOrder: true);
        (await Stores.TaskInstances.ListForRunAsync("d", "s1", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_that_cannot_be_cleaned_is_named() =>
        (await Should.ThrowAsync<ArgumentException>(() => Stores.Database.CleanAsync(Noon, ["log", "ab_user"], true, true, Cancel))).Message.ShouldContain("'ab_user'");

    // two scheduled and a manual one that are over, and one that still runs
    private async Task AddOldRunsAsync()
    {
        await SaveDagAsync("d");
        await Stores.Runs.CreateAsync(Run("d", "s1", Noon.AddHours(-9)) with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(-2) }, Cancel);
        await Stores.Runs.AcquireAsync("me", Minute, 10, Noon.AddHours(-9), Cancel);
        await Stores.Runs.CreateAsync(Run("d", "s2") with { RunType = RunType.Scheduled, LogicalDate = Noon.AddDays(-1) }, Cancel);
        await Stores.Runs.CreateAsync(Run("d", "m"), Cancel);
        await Stores.Runs.CreateAsync(Run("d", "running"), Cancel);
        await Stores.Runs.AcquireAsync("me", Minute, 10, Noon, Cancel);
        await AddAsync(NewTask("a", runId: "s1"), NewTask("a", runId: "running"));
        foreach (var runId in (string[])["s1", "s2", "m"])
        {
            var run = (await Stores.Runs.FindAsync("d", runId, Cancel)).ShouldNotBeNull();
            await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(run.Id, RunState.Running, RunState.Success, Noon)] }, Cancel);
        }
    }
}
