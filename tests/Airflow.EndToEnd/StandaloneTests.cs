using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

public sealed class StandaloneTests
{
    private const string Hello = """
        using Airflow;
        using Airflow.Providers.Standard;
        var dag = new Dag("hello");
        var numbers = dag.Task("numbers", context => { context.Logger.LogInformation("three numbers"); return new[] { 1, 2, 3 }; });
        var squares = numbers.Map("square", n => n * n);
        var total = dag.Task("total", squares, all => all.Sum());
        _ = total >> dag.Add(new BashOperator("report") { BashCommand = "echo reported" });
        return await DagFile.RunAsync(args);
        """;

    [Fact]
    public async Task A_saved_file_is_listed_triggered_run_and_its_log_printed()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        home.WriteDag("hello.cs", Hello);
        await home.WaitForDagAsync("hello");
        (await home.RunAsync("dags", "list", "-o", "plain")).Output.ShouldContain("hello");
        (await home.RunAsync("dags", "trigger", "hello", "--run-id", "r1")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("hello", "r1")).State.ShouldBe(RunState.Success);
        var states = await home.RunAsync("tasks", "states-for-dag-run", "hello", "r1", "-o", "plain");
        states.Output.Split('\n').Count(line => line.Contains("success", StringComparison.Ordinal)).ShouldBe(6);
        (await home.RunAsync("dags", "list-runs", "hello", "-o", "plain")).Output.ShouldContain("success");
        (await home.RunAsync("tasks", "logs", "hello", "numbers", "r1")).Output.ShouldContain("three numbers");
        (await home.RunAsync("tasks", "logs", "hello", "report", "r1")).Output.ShouldContain("reported");
    }

    [Fact]
    public async Task A_broken_file_shows_its_place_and_leaves_the_last_good_version_running()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        home.WriteDag("hello.cs", Hello);
        await home.WaitForDagAsync("hello");
        home.WriteDag("hello.cs", Hello.Replace("all.Sum()", "all.Summ()", StringComparison.Ordinal));
        await home.WaitAsync("the import error", async () => (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).Count == 1);
        var errors = await home.RunAsync("dags", "list-import-errors", "-o", "plain");
        errors.Output.ShouldContain("hello.cs(6,");
        errors.Output.ShouldContain("Summ");
        (await home.RunAsync("dags", "trigger", "hello", "--run-id", "r1")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("hello", "r1")).State.ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_second_standalone_on_the_home_and_a_taken_port_are_refused_by_name()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        var second = await home.RunAsync("standalone");
        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain("Another standalone runs on");

        await using var other = new StandaloneHome();
        var clash = await other.RunAsync("standalone", "--port", home.Port.ToString());
        clash.ExitCode.ShouldBe(1);
        clash.Error.ShouldContain($"Port {home.Port}");
    }

    [Fact]
    public async Task Sigterm_gives_running_tries_back_and_the_next_start_finishes_the_run()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        home.WriteDag("slow.cs", $$"""
            using Airflow;
            var dag = new Dag("slow");
            _ = dag.Task("wait", async context =>
            {
                File.AppendAllText("{{home.Oracle}}", $"{context.TryNumber}\n");
                if (!File.Exists("{{home.Folder}}/go")) { await Task.Delay(TimeSpan.FromMinutes(5), context.CancellationToken); }
            });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("slow");
        await home.RunAsync("dags", "trigger", "slow", "--run-id", "r1");
        await home.WaitAsync("the first try", () => Task.FromResult(File.Exists(home.Oracle)));
        await home.Process.SignalAsync("TERM");
        await home.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home.Folder, "go"), "", TestContext.Current.CancellationToken);
        await home.StartAsync();
        (await home.WaitForRunAsync("slow", "r1")).State.ShouldBe(RunState.Success);
        File.ReadAllLines(home.Oracle).ShouldBe(["1", "2"]);
    }
}
