using System.Text;
using System.Text.Json;

namespace Airflow.Runtime.Tests.Parsing;

public sealed class DagProcessorTests : IAsyncDisposable
{
    private readonly ProcessorFixture _home = new();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Each_file_is_stored_with_its_DAGs_or_its_error()
    {
        _home.WriteDag("one.cs", "one");
        _home.WriteDag("team/two.cs", "two", "_ = new Dag(\"three\");");
        _home.Write("broken.cs", "var dag = new Dag(\"broken\")");
        _home.Write("hello.cs", "Console.WriteLine(\"no dag\");");
        _home.Write("other.cs", "not even C#");

        var summary = await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).ShouldBe(["one", "three", "two"]);
        var error = (await _home.ErrorsAsync()).ShouldHaveSingleItem();
        error.Key.ShouldBe("broken.cs");
        error.Value.ShouldBe("broken.cs(1,28): error CS1002: ; expected");
        summary.ShouldBe(new(4, 3, 1));
    }

    /// <summary>Editors empty a file before they write it.</summary>
    [Theory]
    [InlineData(true, "one")]
    [InlineData(false, null)]
    public async Task A_file_that_is_empty_only_while_it_is_saved_keeps_its_DAGs(bool isSaved, string? expected)
    {
        _home.Options = _home.Options with { EmptyFilePatience = TimeSpan.FromHours(1) };
        _home.WriteDag("one.cs", "one");
        await _home.ProcessOnceAsync();
        _home.Write("one.cs", "");
        _home.Time = new PassingTime(_home.Options.EmptyFilePatience, () =>
        {
            if (isSaved)
            {
                _home.WriteDag("one.cs", "one");
            }
        });

        await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).ShouldBe(expected is null ? [] : [expected]);
        _home.Store.Removals.ShouldBe(isSaved ? 0 : 1);
    }

    [Fact]
    public async Task The_row_of_a_DAG_tells_what_the_file_says()
    {
        _home.Write("team/sales.cs", """
            var dag = new Dag("sales")
            {
                Description = "sums", Schedule = "@daily", Tags = ["b", "a"], MaxActiveRuns = 3, FailFast = true, DisplayName = "Sales",
                DefaultArgs = new() { Owner = "zoe" },
            };
            dag.Task("x", context => 1);
            dag.Task("y", context => 1, new() { Owner = "adam" });
            return await DagFile.RunAsync(args);
            """);

        await _home.ProcessOnceAsync();

        var dag = (await _home.Store.FindAsync("sales", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        dag.RelativeFileLocation.ShouldBe("team/sales.cs");
        dag.FileLocation.ShouldBe(Path.Combine(_home.DagFolder, "team/sales.cs"));
        dag.Owners.ShouldBe("adam, zoe");
        dag.Tags.ShouldBe(["a", "b"]);
        dag.MaxActiveRuns.ShouldBe(3);
        dag.FailFast.ShouldBeTrue();
        dag.IsPaused.ShouldBeTrue();
        dag.DisplayName.ShouldBe("Sales");
        dag.TimetableSummary.ShouldBe("0 0 * * *");
        dag.TimetablePeriodic.ShouldBeTrue();
    }

    [Fact]
    public async Task The_manifest_holds_the_source_the_assembly_and_the_support_files()
    {
        _home.WriteDag("team/sales.cs", "sales");
        _home.Write("sql/create.sql", "CREATE TABLE x (y INT)");
        _home.Write(".airflowignore", "secret");
        _home.Write("secret/key.txt", "hush");
        _home.Write("bin/left.txt", "over");

        await _home.ProcessOnceAsync();

        var manifest = _home.Store.Manifests.Values.ShouldHaveSingleItem();
        manifest.Entries.Select(entry => entry.Path).ShouldBe(["sql/create.sql", "team/sales.cs", "team/sales.cs.dll"]);
        manifest.Entries.ShouldAllBe(entry => _home.Store.Blobs.ContainsKey(entry.Hash) && _home.Store.Blobs[entry.Hash].Length == entry.Size);
        Encoding.UTF8.GetString(_home.Store.Blobs[manifest.Entries[0].Hash].Span).ShouldBe("CREATE TABLE x (y INT)");
    }

    [Fact]
    public async Task The_same_file_gives_one_version_however_often_it_is_parsed()
    {
        _home.WriteDag("one.cs", "one");
        for (var i = 0; i < 5; i++)
        {
            await _home.ProcessOnceAsync();
            if (i % 2 == 0)
            {
                Directory.Delete(_home.CacheFolder, recursive: true);
            }
        }

        (await _home.VersionsAsync("one")).ShouldBe(1);
        _home.Store.Manifests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_version_changes_with_the_code_of_its_own_file_and_with_its_templates_only()
    {
        _home.WriteDag("one.cs", "one");
        _home.WriteDag("two.cs", "two");
        _home.Write("notes.sql", "-- a");
        await _home.ProcessOnceAsync();

        _home.WriteDag("two.cs", "two", "// changed");
        _home.Write("notes.sql", "-- b");
        await _home.ProcessOnceAsync();

        (await _home.VersionsAsync("one")).ShouldBe(1);
        (await _home.VersionsAsync("two")).ShouldBe(2);
        var manifests = await Task.WhenAll(new[] { "one", "two" }.Select(id => _home.Store.FindAsync(id, TestContext.Current.CancellationToken)));
        manifests.ShouldAllBe(dag => _home.Store.Manifests[dag!.BundleVersion!].Entries.Any(entry => entry.Path == "notes.sql" && entry.Size == 4));
    }

    [Fact]
    public async Task An_error_leaves_the_last_good_version_alone()
    {
        _home.WriteDag("one.cs", "one");
        await _home.ProcessOnceAsync();
        _home.Write("one.cs", "var dag = new Dag(\"one\"); throw new Exception(\"no\");");
        await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).ShouldBe(["one"]);
        (await _home.VersionsAsync("one")).ShouldBe(1);
        (await _home.ErrorsAsync())["one.cs"].ShouldStartWith("one.cs(1,27): error: System.Exception: no");

        _home.WriteDag("one.cs", "one");
        await _home.ProcessOnceAsync();
        (await _home.ErrorsAsync()).ShouldBeEmpty();
        (await _home.VersionsAsync("one")).ShouldBe(1);
    }

    [Fact]
    public async Task Bad_files_of_every_kind_do_not_keep_the_others_from_being_parsed()
    {
        _home.Options = _home.Options with { ParsingProcesses = 2, Child = ChildHost.Options with { ImportTimeout = TimeSpan.FromSeconds(15) } };
        _home.Write("a_exit.cs", "var dag = new Dag(\"a\"); Environment.Exit(0);");
        _home.Write("b_loop.cs", "var dag = new Dag(\"b\"); for (;;) { }");
        _home.Write("c_deep.cs", "var dag = new Dag(\"c\"); F(1); int F(int n) => n + F(n + 1);");
        _home.Write("d_throw.cs", "var dag = new Dag(\"d\"); throw new TimeoutException();");
        for (var i = 0; i < 12; i++)
        {
            _home.WriteDag($"good{i}.cs", $"good{i:00}");
        }

        var summary = await _home.ProcessOnceAsync();

        summary.ShouldBe(new(16, 12, 4));
        (await _home.ErrorsAsync()).Keys.Order(StringComparer.Ordinal).ShouldBe(["a_exit.cs", "b_loop.cs", "c_deep.cs", "d_throw.cs"]);
    }

    [Fact]
    public async Task Of_two_files_with_one_DAG_id_the_later_has_an_error_until_the_id_is_free()
    {
        _home.WriteDag("first.cs", "same");
        _home.Start();
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).Count == 1);
        _home.WriteDag("second.cs", "same");
        await _home.WaitAsync(async () => (await _home.ErrorsAsync()).ContainsKey("second.cs"));
        (await _home.ErrorsAsync())["second.cs"].ShouldContain("first.cs");

        _home.Delete("first.cs");
        await _home.WaitAsync(async () => (await _home.Store.FindAsync("same", TestContext.Current.CancellationToken))!.RelativeFileLocation == "second.cs");
        (await _home.ErrorsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_that_come_change_and_go_are_seen_at_once()
    {
        _home.Start();
        _home.WriteDag("one.cs", "one");
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["one"]));
        _home.WriteDag("new/two.cs", "two");
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["one", "two"]));
        _home.WriteDag("one.cs", "renamed");
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["renamed", "two"]));
        _home.Delete("new/two.cs");
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["renamed"]));
    }

    [Fact]
    public async Task An_included_file_changes_those_that_include_it()
    {
        _home.Write("parts/ids.cs", "static class Ids { public const string Dag = \"one\"; }");
        _home.Write("one.cs", "#:include parts/ids.cs\nvar dag = new Dag(Ids.Dag);");
        _home.Start();
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["one"]));
        _home.Write("parts/ids.cs", "static class Ids { public const string Dag = \"two\"; }");
        await _home.WaitAsync(async () => (await _home.DagIdsAsync()).SequenceEqual(["two"]));
    }

    [Fact]
    public async Task A_file_that_went_while_nobody_watched_is_taken_out()
    {
        _home.WriteDag("one.cs", "one");
        _home.WriteDag("two.cs", "two");
        _home.Write("bad.cs", "var dag = ;");
        await _home.ProcessOnceAsync();
        _home.Delete("two.cs");
        _home.Delete("bad.cs");
        await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).ShouldBe(["one"]);
        (await _home.ErrorsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_files_are_stored_in_few_commits()
    {
        for (var i = 0; i < 40; i++)
        {
            _home.WriteDag($"dag{i}.cs", $"dag{i}");
        }

        await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).Count.ShouldBe(40);
        _home.Store.Commits.Count.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task Results_are_stored_later_when_the_store_fails()
    {
        _home.WriteDag("one.cs", "one");
        _home.Store.NextFailure = new IOException("the database is locked");
        await _home.ProcessOnceAsync();

        (await _home.DagIdsAsync()).ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_spoilt_assembly_in_the_cache_is_compiled_again()
    {
        _home.WriteDag("one.cs", "one");
        await _home.ProcessOnceAsync();
        var kept = Directory.GetFiles(_home.CacheFolder, "*.dll", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var good = await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(kept, "spoilt", TestContext.Current.CancellationToken);
        await _home.ProcessOnceAsync();

        (await _home.ErrorsAsync()).ShouldBeEmpty();
        (await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken)).ShouldBe(good);
    }

    [Fact]
    public async Task The_log_of_a_file_has_what_it_wrote_and_what_is_wrong()
    {
        _home.Write("team/talk.cs", "var dag = new Dag(\"talk\");\nConsole.WriteLine(\"to \\\"you\\\"\");\nthrow new Exception(\"end\");");
        await _home.ProcessOnceAsync();

        var log = Directory.GetFiles(_home.LogFolder, "talk.cs.log", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Path.GetRelativePath(_home.LogFolder, log).ShouldMatch(@"^\d{4}-\d\d-\d\d/team/talk\.cs\.log$");
        var lines = (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines[0].GetProperty("event").GetString().ShouldBe("to \"you\"");
        lines[^1].GetProperty("level").GetString().ShouldBe("error");
        lines[^1].GetProperty("event").GetString().ShouldNotBeNull().ShouldStartWith("team/talk.cs(3,1): error: System.Exception: end");
    }
}
