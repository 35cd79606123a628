using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Storage;

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

        await Stores.Database.ResetAsync(skipInit: false, Cancel);

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

        var counted = await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), IsDryRun = true }, Cancel);
        counted.Keys.ShouldBe(Stores.Database.CleanableTables, ignoreOrder: true);
        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).Count.ShouldBe(2);

        foreach (var table in Stores.Database.CleanableTables)
        {
            var expected = await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), Tables = [table], IsDryRun = true }, Cancel);
            (await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), Tables = [table] }, Cancel)).ShouldBe(expected);
        }

        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).ShouldHaveSingleItem().Event.ShouldBe("new");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_finished_runs_go_except_the_last_scheduled_one_when_asked(bool keepLastRun)
    {
        await AddOldRunsAsync();

        var deleted = await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), Tables = ["dag_run"], KeepLastRun = keepLastRun }, Cancel);

        deleted["dag_run"].Rows.ShouldBe(keepLastRun ? 2 : 3);
        (await Stores.Runs.ListAsync(new RunFilter { DagId = "d" }, Cancel)).Select(run => run.RunId)
            .ShouldBe(keepLastRun ? ["running", "s2"] : ["running"], ignoreOrder: true);
        (await Stores.TaskInstances.ListForRunAsync("d", "s1", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Archived_rows_are_moved_exported_and_dropped()
    {
        foreach (var (dagId, extra) in new[] { ("a", "x, \"y\""), ("b", "z"), ("a", "w") })
        {
            await Stores.AuditLog.AddAsync(new() { At = Noon, Event = "old", DagId = dagId, Extra = extra }, Cancel);
        }

        var cleaned = await Stores.Database.CleanAsync(
            new CleanRequest { Before = Noon.AddDays(1), Tables = ["log", "xcom"], BatchSize = 1, ArchiveSuffix = "20260101000000" }, Cancel);
        var again = await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), Tables = ["log"], ArchiveSuffix = "20260101000001" }, Cancel);

        cleaned["log"].ShouldBe(new CleanedTable(3, "_airflow_deleted__log__20260101000000"));
        cleaned["xcom"].ShouldBe(new CleanedTable(0));
        again["log"].ShouldBe(new CleanedTable(0));
        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).ShouldBeEmpty();
        (await Stores.Database.ListArchivesAsync(["xcom", "lo"], Cancel)).ShouldBeEmpty();
        var archive = (await Stores.Database.ListArchivesAsync(["log"], Cancel)).ShouldHaveSingleItem();
        var csv = new StringWriter();
        (await Stores.Database.ExportArchiveAsync(archive, csv, Cancel)).ShouldBe(3);
        var lines = csv.ToString().Split("\r\n");
        lines[0].ShouldStartWith("id,dttm,dag_id,");
        lines[1].ShouldContain("\"x, \"\"y\"\"\"");
        lines.Length.ShouldBe(5);

        await Stores.Database.DropArchiveAsync(archive, Cancel);

        (await Stores.Database.ListArchivesAsync(null, Cancel)).ShouldBeEmpty();
        (await Should.ThrowAsync<AirflowException>(() => Stores.Database.DropArchiveAsync("dag", Cancel))).Code.ShouldBe("archive_not_found");
    }

    [Theory]
    [InlineData(new[] { "a" }, null, new[] { "b" })]
    [InlineData(null, new[] { "a" }, new[] { "a" })]
    [InlineData(new[] { "a", "b" }, new[] { "b" }, new[] { "b" })]
    public async Task Only_the_rows_of_some_DAGs_go_when_asked(string[]? dagIds, string[]? excluded, string[] left)
    {
        await Stores.AuditLog.AddAsync(new() { At = Noon, Event = "old", DagId = "a" }, Cancel);
        await Stores.AuditLog.AddAsync(new() { At = Noon, Event = "old", DagId = "b" }, Cancel);

        var cleaned = await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), DagIds = dagIds, ExcludeDagIds = excluded }, Cancel);

        cleaned.Keys.ShouldContain("dag_run");
        cleaned.Keys.ShouldNotContain("import_error");
        (await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel)).Select(entry => entry.DagId).ShouldBe(left);
    }

    [Fact]
    public void What_depends_on_a_table_is_cleaned_before_it() =>
        Stores.Database.WithDependents(["dag_run"]).ShouldBe(["xcom", "task_reschedule", "task_instance_history", "task_instance", "deadline", "dag_run"]);

    [Fact]
    public async Task Resetting_without_making_the_tables_leaves_everything_pending()
    {
        await Stores.Database.ResetAsync(skipInit: true, Cancel);

        (await Stores.Database.ListPendingMigrationsAsync(Cancel)).ShouldBe(Stores.Database.ReadMigrations().Select(script => script.Name));
    }

    [Fact]
    public async Task A_table_that_cannot_be_cleaned_is_named() =>
        (await Should.ThrowAsync<ArgumentException>(() => Stores.Database.CleanAsync(new CleanRequest { Before = Noon, Tables = ["log", "ab_user"], IsDryRun = true }, Cancel))).Message.ShouldContain("'ab_user'");

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
