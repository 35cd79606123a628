using System.Text;
using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;
using Airflow.Engine.Scheduling;
using Airflow.Runtime.Deploying;
using Airflow.Runtime.Tests.Parsing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Deploying;

public sealed class DagDeployerTests : IAsyncLifetime
{
    private const string End = "return await DagFile.RunAsync(args);";
    private readonly ProcessorFixture home = new();
    private DagDeployer deployer = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        deployer = new DagDeployer(home.Options, home.Store, static dag => NextRuns.First(dag, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), TimeProvider.System, NullLogger<DagDeployer>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        deployer.Dispose();
        await home.DisposeAsync();
    }

    [Fact]
    public async Task A_new_file_goes_live_and_its_DAG_and_next_run_are_told()
    {
        var report = await DeployAsync(("team/sales.cs", Dag("sales", "Schedule = \"@daily\", StartDate = new(2026, 1, 1), Catchup = false", "a", "b")));

        report.IsLive.ShouldBeTrue();
        report.Problems.ShouldBeEmpty();
        var dag = report.Dags.ShouldHaveSingleItem();
        (dag.DagId, dag.File, dag.Change, dag.Schedule).ShouldBe(("sales", "team/sales.cs", DeployChange.Added, "0 0 * * *"));
        dag.TasksAdded.ShouldBe(["a", "b"]);
        dag.EdgesAdded.ShouldBe(["a >> b"]);
        dag.Tasks.ShouldBe(["a", "b"]);
        dag.Edges.ShouldBe(["a >> b"]);
        dag.Next!.CreateAfter.ShouldNotBeNull();
        dag.NextRuns.Count.ShouldBe(5);
        dag.NextRuns.Zip(dag.NextRuns.Skip(1), static (one, next) => next - one).ShouldAllBe(static step => step == TimeSpan.FromDays(1));
        (await home.ProcessOnceAsync()).Errors.ShouldBe(0);
        (await home.DagIdsAsync()).ShouldBe(["sales"]);
        Directory.EnumerateFiles(home.DagFolder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["sales.cs"]);
    }

    [Fact]
    public async Task A_dry_run_tells_what_changes_and_changes_nothing()
    {
        await DeployAsync(("sales.cs", Dag("sales", "", "a", "b").Replace(End, "_ = new Dag(\"old\");\n" + End)));
        await home.ProcessOnceAsync();

        var report = await deployer.DeployAsync(Order(("sales.cs", Dag("sales", "Tags = [\"x\"]", "a", "c"))) with { IsDryRun = true }, Soon);

        (report.IsLive, report.HasErrors).ShouldBe((false, false));
        report.Files.ShouldHaveSingleItem().Change.ShouldBe(DeployChange.Changed);
        report.Dags.Select(static dag => (dag.DagId, dag.Change)).ShouldBe([("old", DeployChange.Removed), ("sales", DeployChange.Changed)]);
        (string.Join(' ', report.Dags[1].TasksAdded), string.Join(' ', report.Dags[1].TasksRemoved), string.Join(' ', report.Dags[1].TasksChanged)).ShouldBe(("c", "b", ""));
        report.Dags[1].EdgesAdded.ShouldBe(["a >> c"]);
        report.Dags[1].EdgesRemoved.ShouldBe(["a >> b"]);
        Read("sales.cs").ShouldContain("old");
    }

    [Fact]
    public async Task The_same_again_changes_no_DAG()
    {
        var file = ("sales.cs", Dag("sales", "", "a"));
        await DeployAsync(file);
        await home.ProcessOnceAsync();

        var report = await DeployAsync(file);

        report.Files.ShouldHaveSingleItem().Change.ShouldBe(DeployChange.Unchanged);
        report.Dags.ShouldHaveSingleItem().Change.ShouldBe(DeployChange.Unchanged);
    }

    [Fact]
    public async Task What_does_not_build_is_told_by_file_and_line_and_nothing_goes_live()
    {
        var report = await DeployAsync(("good.cs", Dag("good", "", "a")), ("sub/bad.cs", "var dag = new Dag(\"bad\");\nvar x = 1 + ;\n" + End));

        report.IsLive.ShouldBeFalse();
        var problem = report.Problems.First(static one => one.IsError);
        (problem.File, problem.Line, problem.Code).ShouldBe(("sub/bad.cs", 2, "CS1525"));
        Directory.EnumerateFileSystemEntries(home.DagFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_throws_when_it_is_read_does_not_go_live()
    {
        var report = await DeployAsync(("bad.cs", "var dag = new Dag(\"bad\");\nthrow new InvalidOperationException(\"no such thing\");"));

        report.IsLive.ShouldBeFalse();
        var problem = report.Problems.First(static one => one.IsError);
        problem.Message.ShouldContain("no such thing");
        (problem.File, problem.Line).ShouldBe(("bad.cs", 2));
        $"{problem.Message}{problem.Detail}".ShouldNotContain(home.CacheFolder);
    }

    [Fact]
    public async Task A_file_that_others_include_is_checked_with_them()
    {
        await DeployAsync(("shared.cs", "static class Shared { public static string Id => \"sales\"; }"), ("sales.cs", "#:include shared.cs\n" + Dag("sales", "", "a").Replace("\"sales\"", "Shared.Id")));
        await home.ProcessOnceAsync();

        var report = await DeployAsync(("shared.cs", "static class Shared { public static string Other => \"sales\"; }"));

        report.IsLive.ShouldBeFalse();
        report.Problems.ShouldContain(static one => one.File == "sales.cs" && one.Line == 2);
        Read("shared.cs").ShouldContain("Id =>");
    }

    [Fact]
    public async Task A_DAG_that_another_file_has_is_told()
    {
        home.WriteDag("one.cs", "sales");
        await home.ProcessOnceAsync();

        var report = await DeployAsync(("two.cs", Dag("sales", "", "a")));

        report.Problems.ShouldHaveSingleItem().Message.ShouldBe("the DAG 'sales' is in one.cs already.");
    }

    [Fact]
    public async Task Others_of_the_folder_go_when_that_is_asked_for()
    {
        home.WriteDag("keep.cs", "keep");
        home.WriteDag("team/old.cs", "old");
        home.Write("team/sql/old.sql", "select 1");
        await home.ProcessOnceAsync();

        var report = await deployer.DeployAsync(Order(("new.cs", Dag("new", "", "a")), ("sql/new.sql", "select 2")) with { Folder = "team", RemovesOthers = true }, Soon);

        report.IsLive.ShouldBeTrue();
        report.Dags.Select(static dag => (dag.DagId, dag.Change)).ShouldBe([("new", DeployChange.Added), ("old", DeployChange.Removed)]);
        Directory.EnumerateFiles(home.DagFolder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(home.DagFolder, path)).Order(StringComparer.Ordinal)
            .ShouldBe(["keep.cs", "team/new.cs", "team/sql/new.sql"]);
    }

    [Theory]
    [InlineData("../x.cs")]
    [InlineData("/etc/x.cs")]
    [InlineData("a/../../x.cs")]
    [InlineData("a\\x.cs")]
    [InlineData("a//x.cs")]
    [InlineData("./x.cs")]
    [InlineData("")]
    [InlineData(".git/config")]
    [InlineData("a\u0000.cs")]
    [InlineData("a\n.cs")]
    [InlineData("C:/x.cs")]
    [InlineData("x.cs ")]
    [InlineData("x.cs/")]
    public async Task Paths_that_lead_elsewhere_are_refused(string path) =>
        (await Should.ThrowAsync<AirflowException>(() => DeployAsync((path, "x")))).Code.ShouldBe("deploy_refused");

    [Fact]
    public async Task Paths_that_are_long_deep_doubled_or_mixed_are_refused()
    {
        await RefusedAsync((new string('x', 256) + ".cs", "x"));
        await RefusedAsync((string.Join('/', Enumerable.Repeat("x", 21)), "x"));
        await RefusedAsync(("a.cs", "x"), ("A.cs", "x"));
        await RefusedAsync(("a", "x"), ("a/b.cs", "x"));
        await RefusedAsync();
    }

    [Fact]
    public async Task Links_of_the_folder_lead_nowhere()
    {
        var elsewhere = Directory.CreateTempSubdirectory("airflow-elsewhere-");
        Directory.CreateSymbolicLink(Path.Combine(home.DagFolder, "link"), elsewhere.FullName);
        File.WriteAllText(Path.Combine(elsewhere.FullName, "target.txt"), "mine");
        File.CreateSymbolicLink(Path.Combine(home.DagFolder, "file.txt"), Path.Combine(elsewhere.FullName, "target.txt"));
        home.Write("plain.txt", "x");

        await RefusedAsync(("link/x.cs", "x"));
        await RefusedAsync(("file.txt", "x"));
        await RefusedAsync(("plain.txt/x.cs", "x"));
        Directory.EnumerateFiles(elsewhere.FullName).ShouldHaveSingleItem();
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void A_file_that_somebody_else_changed_meanwhile_is_left_alone_and_the_others_are_put_back()
    {
        home.Write("a.txt", "a");
        home.Write("b.txt", "b");
        var plan = DeployPlan.Make(home.DagFolder, Order(("a.txt", "new a"), ("b.txt", "new b"), ("c.txt", "new c")));
        home.Write("b.txt", "of somebody else");
        var backup = Directory.CreateDirectory(Path.Combine(home.CacheFolder, "before")).FullName;

        Should.Throw<AirflowException>(() => FolderSwap.Run(plan, backup)).Code.ShouldBe("deploy_conflict");

        (Read("a.txt"), Read("b.txt")).ShouldBe(("a", "of somebody else"));
        Directory.EnumerateFiles(home.DagFolder).Count().ShouldBe(2);
    }

    private static DeployOrder Order(params (string Path, string Text)[] files) =>
        new() { Files = [.. files.Select(static file => new DeployFile(file.Path, Encoding.UTF8.GetBytes(file.Text)))] };

    private static string Dag(string id, string settings, params string[] tasks) => $$"""
        var dag = new Dag("{{id}}") { {{settings}} };
        {{string.Join('\n', tasks.Select(static task => $"var {task} = dag.Task(\"{task}\", context => 1);"))}}
        {{(tasks.Length > 1 ? $"_ = {string.Join(" >> ", tasks)};" : "")}}
        {{End}}
        """;

    private string Read(string path) => File.ReadAllText(Path.Combine(home.DagFolder, path));

    private Task<DeployReport> DeployAsync(params (string Path, string Text)[] files) => deployer.DeployAsync(Order(files), Soon);

    private async Task RefusedAsync(params (string Path, string Text)[] files) =>
        (await Should.ThrowAsync<AirflowException>(() => DeployAsync(files))).Code.ShouldBe("deploy_refused");
}
