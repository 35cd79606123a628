using Airflow.Engine;
using Airflow.Engine.XComs;
using Airflow.Shared;
using Airflow.Storage.Sqlite;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Sqlite;

/// <summary>A database that cannot be used says why and what to do, and nothing is written by half.</summary>
public sealed class SqliteFaultTests() : StoreConformance(new SqliteTestDatabase())
{
    private string FilePath => Url["sqlite:///".Length..];

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        await using var stores = AirflowDatabase.Open("sqlite:////no/such/folder/airflow.db");

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Database.CheckAsync(Cancel));

        error.Code.ShouldBe("database_missing");
        error.Message.ShouldContain("'/no/such/folder'");
        (await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel))).Code.ShouldBe("database_missing");
        (await Should.ThrowAsync<AirflowException>(() => stores.Database.ListPendingMigrationsAsync(Cancel))).Code.ShouldBe("database_missing");
    }

    [Fact]
    public async Task A_database_that_was_never_made_says_how_to_make_it()
    {
        await using var stores = AirflowDatabase.Open($"{Url}-other");

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Dags.ListAsync(false, Cancel));

        error.Code.ShouldBe("database_missing");
        error.Message.ShouldContain("airflow db migrate");
        System.IO.File.Exists($"{FilePath}-other").ShouldBeFalse();
        (await stores.Database.ListPendingMigrationsAsync(Cancel)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_database_without_our_tables_says_how_to_make_them()
    {
        await using var stores = AirflowDatabase.Open($"{Url}-empty");
        SqliteSession.OpenWriter($"{FilePath}-empty", create: true).Dispose();

        (await Should.ThrowAsync<AirflowException>(() => stores.Dags.ListAsync(false, Cancel))).Code.ShouldBe("database_not_migrated");
        (await Should.ThrowAsync<AirflowException>(() => stores.Runs.CreateAsync(Run("d", "r"), Cancel))).Message.ShouldContain("airflow db migrate");
    }

    [Fact]
    public async Task A_database_that_stays_locked_is_a_transient_error_that_names_the_holder()
    {
        using var holder = SqliteSession.OpenWriter(FilePath, create: false);
        holder.RunScript("BEGIN IMMEDIATE");
        await using var stores = AirflowDatabase.Open(new StorageOptions { Url = Url, BusyTimeout = TimeSpan.FromMilliseconds(30) });

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Database.CheckAsync(Cancel));

        (error.Code, error.IsTransient).ShouldBe(("database_locked", true));
        error.Message.ShouldContain(FilePath);
        error.Message.ShouldContain($"{Environment.ProcessId}");
        (await stores.Dags.ListAsync(false, Cancel)).ShouldBeEmpty();

        holder.RunScript("ROLLBACK");
        await stores.Database.CheckAsync(Cancel);
    }

    [Fact]
    public async Task A_write_waits_until_another_process_lets_go()
    {
        using var holder = SqliteSession.OpenWriter(FilePath, create: false);
        holder.RunScript("BEGIN IMMEDIATE");

        var saving = SaveDagAsync("d");
        (await Stores.Dags.ListAsync(false, Cancel)).ShouldBeEmpty();
        saving.IsCompleted.ShouldBeFalse();
        holder.RunScript("ROLLBACK");

        (await saving).DagId.ShouldBe("d");
    }

    [Fact]
    public async Task A_file_that_is_no_database_says_so()
    {
        await using var stores = AirflowDatabase.Open($"{Url}-text");
        await System.IO.File.WriteAllTextAsync($"{FilePath}-text", string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 200)), Cancel);

        var read = await Should.ThrowAsync<AirflowException>(() => stores.Dags.ListAsync(false, Cancel));
        var migrate = await Should.ThrowAsync<AirflowException>(() => stores.Database.MigrateAsync(Cancel));

        read.Code.ShouldBe("database_corrupt");
        read.Message.ShouldContain("is not a SQLite database");
        migrate.Code.ShouldBe("database_corrupt");
        (await System.IO.File.ReadAllTextAsync($"{FilePath}-text", Cancel)).ShouldStartWith("This is a letter");
    }

    [Fact]
    public async Task A_damaged_database_says_so()
    {
        await StartRunAsync();
        await AddAsync([.. Enumerable.Range(0, 500).Select(i => NewTask($"t{i}"))]);
        await Stores.DisposeAsync();
        await using (var file = new FileStream(FilePath, FileMode.Open))
        {
            // all but the first page, which holds the schema's root
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xAB, (int)(file.Length - file.Position)).ToArray(), Cancel);
        }

        await using var damaged = AirflowDatabase.Open(Url);

        (await Should.ThrowAsync<AirflowException>(() => damaged.TaskInstances.ListForRunAsync("d", "r", Cancel))).Code.ShouldBe("database_corrupt");
        (await Should.ThrowAsync<AirflowException>(() => damaged.Runs.CreateAsync(Run("d", "r2"), Cancel))).Code.ShouldBe("database_corrupt");
    }

    [Fact]
    public async Task A_read_only_database_can_be_read_but_says_that_it_cannot_be_written()
    {
        using var mount = TmpfsMount.Create("8m");
        var url = $"sqlite:///{mount.Folder}/airflow.db";
        await using (var writable = AirflowDatabase.Open(url))
        {
            await writable.Database.MigrateAsync(Cancel);
        }

        mount.MakeReadOnly();
        await using var stores = AirflowDatabase.Open(url);

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Database.CheckAsync(Cancel));

        error.Code.ShouldBe("database_read_only");
        error.Message.ShouldContain($"{mount.Folder}/airflow.db");
    }

    [Fact]
    public async Task A_full_disk_refuses_the_write_whole_and_goes_on_when_there_is_room()
    {
        using var mount = TmpfsMount.Create("6m");
        await using var stores = AirflowDatabase.Open($"sqlite:///{mount.Folder}/airflow.db");
        await stores.Database.MigrateAsync(Cancel);
        await stores.Variables.SaveAsync(new("before", "1", null, false), Cancel);
        var filler = Path.Combine(mount.Folder, "filler");
        await System.IO.File.WriteAllBytesAsync(filler, new byte[2_000_000], Cancel);

        var error = await Should.ThrowAsync<AirflowException>(() => stores.Variables.SaveAsync(new("big", new string('x', 5_000_000), null, false), Cancel));

        (error.Code, error.IsTransient).ShouldBe(("database_full", true));
        (await stores.Variables.ListAsync(Cancel)).Select(variable => variable.Key).ShouldBe(["before"]);
        System.IO.File.Delete(filler);
        (await stores.Variables.SaveAsync(new("after", "2", null, false), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_error_of_one_write_is_not_that_of_its_neighbours()
    {
        await StartRunAsync();
        await AddAsync(NewTask("a"));

        // together in a group: results of a task that is there and of one that is not
        var writes = Enumerable.Range(0, 30).Select(i => Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", i % 3 == 0 ? "nobody" : "a", $"k{i}"), "1"), Cancel)).ToArray();
        await Task.WhenAll(writes.Select(async write => await write.ContinueWith(_ => true, Cancel, TaskContinuationOptions.None, TaskScheduler.Default)));

        writes.Select(write => write.IsFaulted).ShouldBe(Enumerable.Range(0, 30).Select(i => i % 3 == 0));
        (await Stores.XComs.ListKeysAsync("d", "r", "a", Cancel)).Count.ShouldBe(20);
    }
}
