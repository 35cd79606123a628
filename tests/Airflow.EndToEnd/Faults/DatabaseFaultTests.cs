using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd.Faults;

/// <summary>A database that cannot be used is told by its file and by what to do, and nothing is half written.</summary>
public sealed class DatabaseFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_database_is_told_by_every_command()
    {
        await using var home = new StandaloneHome { DatabaseQuery = "?timeout=1" };
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        using (DatabaseHold.AgainstAll(home.DatabaseFile))
        {
            await FailAsync(home, "locked by");
        }

        (await home.RunAsync("db", "check")).ExitCode.ShouldBe(0);
        (await home.Stores.Jobs.ListAsync(null, null, 10, Cancel)).ShouldBeEmpty();
        (await home.Stores.Users.ListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_only_reads_works_beside_a_writer_and_what_writes_names_it()
    {
        await using var home = new StandaloneHome { DatabaseQuery = "?timeout=1" };
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        using var hold = DatabaseHold.AgainstWriters(home.DatabaseFile);
        (await home.RunAsync("dags", "list")).ExitCode.ShouldBe(0);
        var write = await home.RunAsync("variables", "set", "key", "value");
        write.ExitCode.ShouldBe(1);
        write.Error.ShouldContain($"is locked by process {Environment.ProcessId}");
        (await home.RunAsync("variables", "get", "key")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_that_goes_away_costs_a_running_standalone_time_and_nothing_else()
    {
        await using var home = new StandaloneHome { DatabaseQuery = "?timeout=4" };
        await home.StartAsync();
        home.WriteDag("patient.cs", $$"""
            var dag = new Dag("patient");
            var taken = dag.Task("taken", context => File.AppendAllText($"{{home.OwnOracle}}", "taken\n"));
            var left = dag.Task("left", context => File.AppendAllText($"{{home.OwnOracle}}", "left\n"));
            var split = dag.Branch("split", context =>
            {
                File.AppendAllText($"{{home.OwnOracle}}", "split\n");
                while (!File.Exists("{{home.Folder}}/go")) { Thread.Sleep(10); }
                return taken;
            });
            _ = split >> (taken, left);
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("patient");
        await home.TriggerAsync("patient", "r1");
        await home.WaitForLineAsync("split");
        await home.TriggerAsync("patient", "r2");
        using (DatabaseHold.AgainstWriters(home.DatabaseFile))
        {
            await File.WriteAllTextAsync(Path.Combine(home.Folder, "go"), "", Cancel);
            await home.WaitAsync("two complaints", () => Task.FromResult(home.Output.Split("The database cannot be used").Length > 2));
        }

        (await home.WaitForRunAsync("patient", "r1")).State.ShouldBe(RunState.Success);
        (await home.WaitForRunAsync("patient", "r2")).State.ShouldBe(RunState.Success);
        home.OracleLines.Order().ShouldBe(["split", "split", "taken", "taken"]);
        home.Process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_alone()
    {
        await using var home = new StandaloneHome();
        var letter = string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 200));
        await File.WriteAllTextAsync(home.DatabaseFile, letter, Cancel);
        await FailAsync(home, "is not a SQLite database");
        (await File.ReadAllTextAsync(home.DatabaseFile, Cancel)).ShouldBe(letter);
    }

    [Fact]
    public async Task A_damaged_database_is_told()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        var bytes = await File.ReadAllBytesAsync(home.DatabaseFile, Cancel);
        bytes.AsSpan(4096).Fill(0xAB);
        await File.WriteAllBytesAsync(home.DatabaseFile, bytes, Cancel);
        await FailAsync(home, "is damaged");
        (await File.ReadAllBytesAsync(home.DatabaseFile, Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_read_only_database_is_told()
    {
        using var mount = TmpfsMount.Create("8m");
        await using var home = new StandaloneHome { DatabaseFile = Path.Combine(mount.Folder, "airflow.db") };
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        var bytes = await File.ReadAllBytesAsync(home.DatabaseFile, Cancel);
        mount.MakeReadOnly();
        await FailAsync(home, "is read-only", exceptFor: "dags list");
        (await File.ReadAllBytesAsync(home.DatabaseFile, Cancel)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_room_lets_it_go_on()
    {
        using var mount = TmpfsMount.Create("6m");
        await using var home = new StandaloneHome { DatabaseFile = Path.Combine(mount.Folder, "airflow.db") };
        await home.StartAsync();
        var filler = Path.Combine(mount.Folder, "filler");
        await home.RunAsync("dags", "list");
        home.WriteDag("full.cs", $$"""
            var dag = new Dag("full");
            dag.Task("a", context => File.AppendAllText("{{home.Oracle}}", "a\n"));
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("full");
        await home.TriggerAsync("full", "r1");
        await home.WaitForRunAsync("full", "r1");
        Fill(filler);
        await home.WaitAsync("the first complaint", () => Task.FromResult(home.Output.Contains("There is no room left", StringComparison.Ordinal)));
        File.Delete(filler);
        await home.WaitAsync("the way back", () => Task.FromResult(home.Output.Contains("can be used again", StringComparison.Ordinal)));
        await home.TriggerAsync("full", "r2");
        (await home.WaitForRunAsync("full", "r2")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(home.Oracle, Cancel)).ShouldBe(["a", "a"]);
    }

    /// <summary>Each command must fail with one line that names the file.</summary>
    private static async Task FailAsync(StandaloneHome home, string reason, string? exceptFor = null)
    {
        string[] lines = ["db migrate", "db check", "dags list", "scheduler", "dag-processor", $"standalone --port {home.Port}"];
        foreach (var line in lines.Where(line => line != exceptFor))
        {
            var result = await home.RunAsync(line.Split(' '));
            result.ExitCode.ShouldBe(1, line);
            result.Error.ShouldContain(home.DatabaseFile, Case.Sensitive, line);
            result.Error.ShouldContain(reason, Case.Sensitive, line);
            result.Error.ShouldNotContain("   at ", Case.Sensitive, line);
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // full, which is what was wanted
            return;
        }
    }
}
