using Airflow.Engine.Execution;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>What was parsed is stored in one commit; a DAG gets a version when its hash changes, and belongs to one file.</summary>
public abstract class DagStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task Every_column_comes_back()
    {
        var parsed = Dag("d");
        var dag = parsed.Dag with
        {
            Owners = "ann, bob",
            DisplayName = "D",
            Description = "does",
            TimetableType = "cron",
            TimetableSummary = "@daily",
            TimetableDescription = "At 00:00",
            TimetablePeriodic = true,
            MaxActiveTasks = 3,
            MaxActiveRuns = 4,
            MaxConsecutiveFailedRuns = 5,
            FailFast = true,
            Tags = ["blue", "green"],
            Next = new NextDagRun(Noon, Noon.AddDays(-1), Noon, Noon.AddHours(1)),
            LastParseDuration = 0.125,
        };
        var manifest = new BundleManifest("tree", "dags-folder", []);

        var saved = (await Stores.Dags.SaveAsync([File("d.cs", parsed with { Dag = dag }) with { Manifest = manifest }], Cancel)).ShouldHaveSingleItem();

        saved.ShouldBe(new SavedDag("d", saved.VersionId, 1, IsNew: true, IsNewVersion: true));
        var stored = (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull();
        stored.Tags.ShouldBe(["blue", "green"]);
        (stored with { Tags = dag.Tags }).ShouldBe(
            dag with { BundleVersion = "tree", LastParsedTime = Noon, LatestVersionId = saved.VersionId, LatestVersionNumber = 1 });
        (await Stores.Dags.ListAsync(includeStale: false, Cancel)).ShouldHaveSingleItem().Tags.ShouldBe(["blue", "green"]);
    }

    [Fact]
    public async Task The_same_hash_makes_no_version_however_often_it_is_parsed()
    {
        var first = (await Stores.Dags.SaveAsync([File("d.cs", Dag("d"))], Cancel)).ShouldHaveSingleItem();
        for (var i = 0; i < 20; i++)
        {
            (await Stores.Dags.SaveAsync([File("d.cs", Dag("d"))], Cancel)).ShouldBe([first with { IsNew = false, IsNewVersion = false }]);
        }

        (await Stores.Dags.ListVersionsAsync("d", Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_hash_with_other_code_around_it_serves_coming_runs_and_shows()
    {
        await Stores.Dags.SaveAsync([File("d.cs", Dag("d")) with { Source = "old", Manifest = new BundleManifest("tree-1", "dags-folder", []) }], Cancel);
        await Stores.Dags.SaveAsync([File("d.cs", Dag("d")) with { Source = "new", Manifest = new BundleManifest("tree-2", "dags-folder", []) }], Cancel);

        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().BundleVersion.ShouldBe("tree-2");
        (await Stores.Dags.ListVersionsAsync("d", Cancel)).ShouldHaveSingleItem().BundleVersion.ShouldBe("tree-1");
        (await Stores.Dags.FindSourceAsync("d", null, Cancel)).ShouldBe("new");
    }

    [Fact]
    public async Task Another_hash_makes_another_version_and_the_old_one_stays()
    {
        var first = (await Stores.Dags.SaveAsync([File("d.cs", Dag("d", "1")) with { Source = "one" }], Cancel)).ShouldHaveSingleItem();
        var second = (await Stores.Dags.SaveAsync([File("d.cs", Dag("d", "2")) with { Source = "two" }], Cancel)).ShouldHaveSingleItem();

        (second.VersionNumber, second.IsNew, second.IsNewVersion).ShouldBe((2, false, true));
        (await Stores.Dags.FindSerializedAsync(first.VersionId, Cancel)).ShouldBe(Dag("d", "1").Data);
        (await Stores.Dags.FindSerializedAsync(second.VersionId, Cancel)).ShouldBe(Dag("d", "2").Data);
        (await Stores.Dags.FindSourceAsync("d", 1, Cancel)).ShouldBe("one");
        (await Stores.Dags.FindSourceAsync("d", null, Cancel)).ShouldBe("two");
        (await Stores.Dags.FindSourceAsync("d", 3, Cancel)).ShouldBeNull();
        (await Stores.Dags.ListVersionsAsync("d", Cancel)).Select(version => (version.Id, version.VersionNumber)).ShouldBe([(first.VersionId, 1), (second.VersionId, 2)]);
        (await Stores.Dags.FindVersionAsync(first.VersionId, Cancel)).ShouldBe(new DagVersionRecord(first.VersionId, "d", 1, "dags-folder", null, Noon));
        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().LatestVersionId.ShouldBe(second.VersionId);
    }

    [Fact]
    public async Task A_dag_that_left_its_file_becomes_stale_and_comes_back()
    {
        await Stores.Dags.SaveAsync([File("two.cs", Dag("a"), Dag("b"))], Cancel);
        await Stores.Dags.SaveAsync([File("two.cs", Dag("a"))], Cancel);

        (await Stores.Dags.ListAsync(includeStale: false, Cancel)).Select(dag => dag.DagId).ShouldBe(["a"]);
        (await Stores.Dags.ListAsync(includeStale: true, Cancel)).Select(dag => (dag.DagId, dag.IsStale)).ShouldBe([("a", false), ("b", true)]);

        await Stores.Dags.SaveAsync([File("two.cs", Dag("a"), Dag("b"))], Cancel);
        (await Stores.Dags.ListAsync(includeStale: false, Cancel)).Count.ShouldBe(2);
        (await Stores.Dags.ListVersionsAsync("b", Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_file_keeps_its_last_good_version_and_disturbs_nobody()
    {
        await Stores.Dags.SaveAsync([File("d.cs", Dag("d")), File("other.cs", Dag("other"))], Cancel);
        await Stores.Dags.SaveAsync([File("d.cs") with { ImportError = "d.cs(3,4): error CS1002" }], Cancel);

        var error = (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldHaveSingleItem();
        (error.FileName, error.BundleName, error.StackTrace, error.Timestamp).ShouldBe(("d.cs", "dags-folder", "d.cs(3,4): error CS1002", Noon));
        var dags = await Stores.Dags.ListAsync(includeStale: false, Cancel);
        dags.Select(dag => (dag.DagId, dag.HasImportErrors)).ShouldBe([("d", true), ("other", false)]);

        await Stores.Dags.SaveAsync([File("d.cs", Dag("d"))], Cancel);
        (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldBeEmpty();
        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().HasImportErrors.ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_that_stays_is_one_row()
    {
        await Stores.Dags.SaveAsync([File("d.cs") with { ImportError = "first" }], Cancel);
        await Stores.Dags.SaveAsync([File("d.cs") with { ImportError = "second" }], Cancel);

        (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldHaveSingleItem().StackTrace.ShouldBe("second");
    }

    [Fact]
    public async Task A_dag_id_belongs_to_the_file_that_had_it_first()
    {
        await Stores.Dags.SaveAsync([File("first.cs", Dag("d"))], Cancel);

        var saved = await Stores.Dags.SaveAsync([File("second.cs", Dag("d", "2"), Dag("mine"))], Cancel);

        saved.ShouldHaveSingleItem().DagId.ShouldBe("mine");
        var error = (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldHaveSingleItem();
        error.FileName.ShouldBe("second.cs");
        error.StackTrace.ShouldContain("'d'");
        error.StackTrace.ShouldContain("'first.cs'");
        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().RelativeFileLocation.ShouldBe("first.cs");
        (await Stores.Dags.ListVersionsAsync("d", Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dag_may_move_to_a_file_that_is_stored_with_its_old_one_or_after_it_went()
    {
        await Stores.Dags.SaveAsync([File("old.cs", Dag("a"), Dag("b"))], Cancel);
        await Stores.Dags.SaveAsync([File("new.cs", Dag("a")), File("old.cs", Dag("b"))], Cancel);
        (await Stores.Dags.FindAsync("a", Cancel)).ShouldNotBeNull().RelativeFileLocation.ShouldBe("new.cs");

        await Stores.Dags.RemoveFilesAsync("dags-folder", ["old.cs"], Cancel);
        await Stores.Dags.SaveAsync([File("newer.cs", Dag("b"))], Cancel);
        (await Stores.Dags.FindAsync("b", Cancel)).ShouldNotBeNull().RelativeFileLocation.ShouldBe("newer.cs");
        (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_vanished_leave_stale_dags_and_no_errors()
    {
        await Stores.Dags.SaveAsync([File("d.cs", Dag("d")), File("bad.cs") with { ImportError = "no" }], Cancel);

        await Stores.Dags.RemoveFilesAsync("dags-folder", ["d.cs", "bad.cs"], Cancel);

        (await Stores.Dags.ListAsync(includeStale: false, Cancel)).ShouldBeEmpty();
        (await Stores.Dags.ListImportErrorsAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pausing_is_the_users_once_the_dag_exists()
    {
        await Stores.Dags.SaveAsync([File("a.cs", Dag("a") with { IsPausedUponCreation = true }), File("b.cs", Dag("b"))], Cancel);
        (await PausedAsync()).ShouldBe([true, false]);

        (await Stores.Dags.SetPausedAsync(["a", "b", "nobody"], true, Cancel)).ShouldBe(1);
        await Stores.Dags.SaveAsync([File("b.cs", Dag("b", "2"))], Cancel);
        (await PausedAsync()).ShouldBe([true, true]);

        (await Stores.Dags.SetPausedAsync(["a"], false, Cancel)).ShouldBe(1);
        await Stores.Dags.SaveAsync([File("a.cs", Dag("a") with { IsPausedUponCreation = true })], Cancel);
        (await PausedAsync()).ShouldBe([false, true]);

        async Task<IEnumerable<bool>> PausedAsync() => (await Stores.Dags.ListAsync(false, Cancel)).Select(dag => dag.IsPaused);
    }

    [Fact]
    public async Task Tags_are_replaced()
    {
        await Stores.Dags.SaveAsync([File("d.cs", WithTags("a", "b"))], Cancel);
        await Stores.Dags.SaveAsync([File("d.cs", WithTags("b", "c"))], Cancel);

        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().Tags.ShouldBe(["b", "c"]);

        static ParsedDag WithTags(params string[] tags) => Dag("d") with { Dag = Dag("d").Dag with { Tags = tags } };
    }

    [Fact]
    public async Task A_due_dag_without_room_for_another_run_does_not_stand_before_those_that_have_it()
    {
        await SaveDagAsync("full", maxActiveRuns: 1, next: new NextDagRun(Noon, Noon, Noon, Noon));
        await SaveDagAsync("roomy", maxActiveRuns: 2, next: new NextDagRun(Noon, Noon, Noon, Noon.AddHours(1)));
        await Stores.Runs.CreateAsync(Run("full", "r"), Cancel);
        await Stores.Runs.CreateAsync(Run("roomy", "r"), Cancel);

        (await Stores.Dags.ListDueAsync(Noon.AddHours(5), 1, Cancel)).Select(dag => dag.DagId).ShouldBe(["roomy"]);

        var lease = (await Stores.Runs.AcquireAsync("me", TimeSpan.FromMinutes(1), 10, Noon, Cancel)).Single(run => run.Run.DagId == "full");
        (await Stores.Dags.ListDueAsync(Noon.AddHours(5), 1, Cancel)).Select(dag => dag.DagId).ShouldBe(["roomy"]);
        await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange(lease.Run.Id, RunState.Running, RunState.Success, Noon)] }, Cancel);
        (await Stores.Dags.ListDueAsync(Noon.AddHours(5), 1, Cancel)).Select(dag => dag.DagId).ShouldBe(["full"]);
    }

    [Fact]
    public async Task Versions_are_listed_with_their_documents()
    {
        var saved = await Stores.Dags.SaveAsync([File("a.cs", Dag("a")), File("b.cs", Dag("b"))], Cancel);

        var found = await Stores.Dags.ListSerializedAsync([.. saved.Select(dag => dag.VersionId), Guid.CreateVersion7(Noon)], Cancel);

        found.Select(stored => (stored.Version.DagId, stored.Version.Id)).ShouldBe(saved.Select(dag => (dag.DagId, dag.VersionId)), ignoreOrder: true);
        foreach (var stored in found)
        {
            stored.Data.ShouldBe(await Stores.Dags.FindSerializedAsync(stored.Version.Id, Cancel));
        }
    }

    [Fact]
    public async Task Due_dags_come_earliest_first_without_paused_and_stale_ones()
    {
        await SaveDagAsync("later", next: At(2));
        await SaveDagAsync("sooner", next: At(1));
        await SaveDagAsync("future", next: At(10));
        await SaveDagAsync("paused", next: At(0));
        await SaveDagAsync("gone", next: At(0));
        await SaveDagAsync("never");
        await Stores.Dags.SetPausedAsync(["paused"], true, Cancel);
        await Stores.Dags.RemoveFilesAsync("dags-folder", ["gone.cs"], Cancel);

        (await Stores.Dags.ListDueAsync(Noon.AddHours(5), 10, Cancel)).Select(dag => dag.DagId).ShouldBe(["sooner", "later"]);
        (await Stores.Dags.ListDueAsync(Noon.AddHours(5), 1, Cancel)).Select(dag => dag.DagId).ShouldBe(["sooner"]);
        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBe(Noon.AddHours(1));

        await Stores.Dags.SetNextDagRunAsync("sooner", new NextDagRun(null, null, null, null), Cancel);
        (await Stores.Dags.FindNextDueAsync(Cancel)).ShouldBe(Noon.AddHours(2));

        static NextDagRun At(int hours) => new(Noon, Noon, Noon, Noon.AddHours(hours));
    }

    [Fact]
    public async Task Parsing_again_leaves_the_next_run_as_the_scheduler_set_it()
    {
        await SaveDagAsync("d");
        var next = new NextDagRun(Noon, Noon, Noon.AddDays(1), Noon.AddDays(1));
        await Stores.Dags.SetNextDagRunAsync("d", next, Cancel);

        await SaveDagAsync("d");

        (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().Next.ShouldBe(next);
    }

    [Fact]
    public async Task A_deleted_dag_leaves_nothing_and_can_come_again()
    {
        await StartRunAsync();
        var task = NewTask("a") with { DagVersionId = (await Stores.Dags.FindAsync("d", Cancel)).ShouldNotBeNull().LatestVersionId };
        await AddAsync(task);
        await RunAsync(task);
        await Stores.StateWriter.WriteAsync(new() { Tasks = [End(task, newId: NewId())], XComs = [new(new("d", "r", "a", "k"), "1")] }, Cancel);

        (await Stores.Dags.DeleteAsync("d", Cancel)).ShouldBeGreaterThan(5);
        (await Stores.Dags.DeleteAsync("d", Cancel)).ShouldBe(0);

        (await Stores.Dags.FindAsync("d", Cancel)).ShouldBeNull();
        (await Stores.Runs.ListAsync(new RunFilter { DagId = "d" }, Cancel)).ShouldBeEmpty();
        (await Stores.Dags.ListVersionsAsync("d", Cancel)).ShouldBeEmpty();
        (await SaveDagAsync("d")).VersionNumber.ShouldBe(1);
    }
}
