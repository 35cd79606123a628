using System.Diagnostics;
using Airflow.Engine;
using Airflow.Runtime.Bundles.Git;
using Airflow.Runtime.Tests.Parsing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Bundles;

public sealed class GitBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitBundleTests()
    {
        Directory.CreateDirectory(_folder["origin"]);
        Git("init", "--quiet", "--initial-branch", "main");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_commit_is_taken_whole_and_the_next_one_as_well()
    {
        var first = Commit(("dags/a.cs", "one"), ("dags/gone.cs", "x"), ("README", "not for us"));
        var bundle = Bundle("main", "dags");

        (await bundle.RefreshAsync(Cancel)).ShouldBeTrue();
        bundle.Commit.ShouldBe(first);
        Files(bundle).ShouldBe(["a.cs", "gone.cs"]);
        (await bundle.RefreshAsync(Cancel)).ShouldBeFalse();

        File.Delete(Path.Combine(_folder["origin"], "dags/gone.cs"));
        var second = Commit(("dags/a.cs", "two"), ("dags/team/b.cs", "new"));
        (await bundle.RefreshAsync(Cancel)).ShouldBeTrue();

        bundle.Commit.ShouldBe(second);
        Files(bundle).ShouldBe(["a.cs", "team/b.cs"]);
        (await File.ReadAllTextAsync(Path.Combine(bundle.Folder, "a.cs"), Cancel)).ShouldBe("two");
    }

    [Fact]
    public async Task Another_process_finds_the_files_as_the_commit_has_them()
    {
        Commit(("a.cs", "one"));
        var before = Bundle("main");
        await before.RefreshAsync(Cancel);
        File.Delete(Path.Combine(before.Folder, "a.cs"));

        var after = Bundle("main");
        await after.RefreshAsync(Cancel);

        Files(after).ShouldBe(["a.cs"]);
    }

    [Fact]
    public async Task A_tag_or_a_commit_can_be_followed()
    {
        var first = Commit(("a.cs", "one"));
        Git("tag", "v1");
        Commit(("a.cs", "two"));

        foreach (var name in new[] { "v1", first, first[..10] })
        {
            var bundle = Bundle(name);
            await bundle.RefreshAsync(Cancel);
            bundle.Commit.ShouldBe(first);
        }
    }

    [Fact]
    public async Task A_branch_that_was_pushed_over_is_followed()
    {
        Commit(("a.cs", "one"));
        Commit(("a.cs", "two"));
        var bundle = Bundle("main");
        await bundle.RefreshAsync(Cancel);
        Git("reset", "--quiet", "--hard", "HEAD~1");
        var other = Commit(("a.cs", "other"));

        (await bundle.RefreshAsync(Cancel)).ShouldBeTrue();

        bundle.Commit.ShouldBe(other);
    }

    [Fact]
    public async Task A_ref_that_is_not_there_is_named_and_nothing_changes()
    {
        Commit(("a.cs", "one"));

        (await Should.ThrowAsync<AirflowException>(() => Bundle("nowhere").RefreshAsync(Cancel))).Message.ShouldContain("'nowhere' (tracking_ref)");
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_told_and_leaves_the_files()
    {
        Commit(("a.cs", "one"));
        var bundle = Bundle("main");
        await bundle.RefreshAsync(Cancel);
        Directory.Move(_folder["origin"], _folder["elsewhere"]);

        (await bundle.TryRefreshAsync(Cancel)).ShouldBeFalse();
        Files(bundle).ShouldBe(["a.cs"]);
    }

    [Fact]
    public void A_subfolder_outside_of_the_repository_is_refused() =>
        Should.Throw<AirflowException>(() => Bundle("main", "../..")).Message.ShouldContain("subdir");

    private GitBundle Bundle(string followed, string subfolder = "") => new(
        new GitBundleOptions { Name = "team", Repository = _folder["origin"], TrackingRef = followed, Subfolder = subfolder, Root = _folder[$"clone-{followed}"] },
        TimeProvider.System,
        NullLogger<GitBundle>.Instance);

    private static IEnumerable<string> Files(GitBundle bundle) =>
        Directory.GetFiles(bundle.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(bundle.Folder, file)).Order(StringComparer.Ordinal);

    private string Commit(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(_folder["origin"], path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Git("add", "--all");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "m");
        return Git("rev-parse", "HEAD");
    }

    private string Git(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = _folder["origin"], RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output.Trim();
    }
}
