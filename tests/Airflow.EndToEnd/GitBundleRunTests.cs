using System.Diagnostics;
using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

/// <summary>DAGs from a git repository: what is committed runs, and nothing else.</summary>
public sealed class GitBundleRunTests : IAsyncLifetime
{
    private readonly StandaloneHome home = new();

    private string Repository => Path.Combine(home.Folder, "origin");

    private (string Name, string Value) Setting => ("AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", $$$"""
        [{"name": "team", "classpath": "airflow.providers.git.bundles.git.GitDagBundle",
          "kwargs": {"repo_url": "{{{Repository}}}", "tracking_ref": "main", "subdir": "dags", "refresh_interval": 1}}]
        """);

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Repository, "dags"));
        Git("init", "--quiet", "--initial-branch", "main");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task A_commit_is_a_version_that_runs()
    {
        Commit("first");
        await home.StartAsync(Setting);
        await RunAsync("r1");
        home.LogEvents("from_git", "a").ShouldContain("first");
        var before = await BundleAsync();
        before["version"]!.GetValue<string>().ShouldBe(Git("rev-parse", "HEAD"));

        Write("not committed");
        Commit("second");
        await home.WaitAsync("the second commit", async () => (await BundleAsync())["version"]!.GetValue<string>() == Git("rev-parse", "HEAD"));
        await RunAsync("r2");

        home.LogEvents("from_git", "a", runId: "r2").ShouldContain("second");
        (await home.RunAsync(["bundles", "show", "team", "-o", "json"], Setting)).Output.ShouldContain("\"dag_version\": \"2\"");
        var verified = await home.RunAsync(["bundles", "verify", "team"], Setting);
        verified.Output.ShouldStartWith("Bundle team is whole: 1 DAGs");
        verified.ExitCode.ShouldBe(0);
    }

    private async Task RunAsync(string runId)
    {
        await home.WaitForDagAsync("from_git");
        await home.TriggerAsync("from_git", runId);
        (await home.WaitForRunAsync("from_git", runId)).State.ShouldBe(RunState.Success);
    }

    private async Task<JsonNode> BundleAsync()
    {
        var list = await home.RunAsync(["bundles", "list", "-o", "json"], Setting);
        list.ExitCode.ShouldBe(0, list.Error);
        return JsonNode.Parse(list.Output)!.AsArray().Single(bundle => (string?)bundle!["name"] == "team")!;
    }

    private void Write(string word) => File.WriteAllText(Path.Combine(Repository, "dags", "from_git.cs"), $$"""
        var dag = new Dag("from_git");
        dag.Task("a", () => Console.WriteLine("{{word}}"));
        return await DagFile.RunAsync(args);
        """);

    private void Commit(string word)
    {
        Write(word);
        Git("add", "--all");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", word);
    }

    private string Git(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = Repository, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output.Trim();
    }
}
