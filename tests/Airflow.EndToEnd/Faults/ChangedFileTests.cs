using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>A run finishes with the code it began with, whatever becomes of the file meanwhile.</summary>
public sealed class ChangedFileTests(SharedStandalone shared)
{
    private readonly StandaloneHome home = shared.Home;

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    [InlineData("broken")]
    public async Task A_run_ends_with_the_code_that_it_began_with(string what)
    {
        var dagId = $"file_{what}";
        var oracle = Path.Combine(home.Folder, $"{dagId}.txt");
        var text = $$"""
            var dag = new Dag("{{dagId}}");
            var first = dag.Task("first", async context =>
            {
                File.AppendAllText("{{oracle}}", "first\n");
                while (!File.Exists("{{oracle}}.go")) { await Task.Delay(10, context.CancellationToken); }
            });
            _ = first >> dag.Task("second", context => File.AppendAllText("{{oracle}}", "second of the old code\n"));
            return await DagFile.RunAsync(args);
            """;
        home.WriteDag($"{dagId}.cs", text);
        await home.WaitForDagAsync(dagId);
        var version = (await FindAsync(dagId))!.LatestVersionId;
        await home.TriggerAsync(dagId, "r1");
        await home.WaitAsync("the first task", () => Task.FromResult(File.Exists(oracle)));
        await ChangeAsync(what, dagId, text, version);

        await File.WriteAllTextAsync($"{oracle}.go", "", TestContext.Current.CancellationToken);
        (await home.WaitForRunAsync(dagId, "r1")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(oracle, TestContext.Current.CancellationToken)).ShouldBe(["first", "second of the old code"]);
        var trigger = await home.RunAsync("dags", "trigger", dagId, "--run-id", "r2");
        if (what == "deleted")
        {
            trigger.ExitCode.ShouldBe(1);
            trigger.Error.ShouldContain(dagId);
            return;
        }

        trigger.ExitCode.ShouldBe(0, trigger.Error);
        (await home.WaitForRunAsync(dagId, "r2")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(oracle, TestContext.Current.CancellationToken))[^1].ShouldBe(what == "changed" ? "second of the new code" : "second of the old code");
    }

    private async Task ChangeAsync(string what, string dagId, string text, Guid? version)
    {
        switch (what)
        {
            case "changed":
                home.WriteDag($"{dagId}.cs", text.Replace("old code", "new code", StringComparison.Ordinal));
                await home.WaitAsync("the new version", async () => (await FindAsync(dagId))!.LatestVersionId != version);
                break;
            case "deleted":
                File.Delete(home.DagFile($"{dagId}.cs"));
                await home.WaitAsync("the DAG to go", async () => (await FindAsync(dagId))!.IsStale);
                break;
            default:
                home.WriteDag($"{dagId}.cs", text + "}");
                await home.WaitAsync("the import error", async () => (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).Any(error => error.FileName == $"{dagId}.cs"));
                break;
        }
    }

    private Task<Engine.Dags.DagRecord?> FindAsync(string dagId) => home.Stores.Dags.FindAsync(dagId, TestContext.Current.CancellationToken);
}
