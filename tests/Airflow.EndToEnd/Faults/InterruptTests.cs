using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>Ctrl-C: the first one is a request, the second one an end.</summary>
public sealed class InterruptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_lets_short_tasks_finish_and_gives_long_ones_back()
    {
        await using var home = new StandaloneHome();
        await StartAsync(home);
        await home.Process.SignalAsync("INT");
        await home.WaitAsync("the grace of the short task", () => Task.FromResult(home.OracleLines.Contains("short done")));
        await home.Process.WaitForExitAsync(Cancel);
        home.Process.ExitCode.ShouldBe(0);

        await File.WriteAllTextAsync(Path.Combine(home.Folder, "go"), "", Cancel);
        await home.StartAsync();
        (await home.WaitForRunAsync("two", "r1")).State.ShouldBe(RunState.Success);
        home.OracleLines.Order().ShouldBe(["long 1", "long 2", "short 1", "short done"]);
        (await home.Stores.Jobs.ListAsync("SchedulerJob", "failed", 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_one_ends_everything_at_once()
    {
        await using var home = new StandaloneHome();

        // so long that the second one comes while the first one still waits for it, on a busy machine too
        await StartAsync(home, shortSeconds: 30);
        var children = home.Process.Descendants();
        children.Count.ShouldBeGreaterThan(3, "three runtimes and a program");
        await home.Process.SignalAsync("INT");
        await home.WaitAsync("the first one to be noticed", () => Task.FromResult(home.Output.Contains("Dag processor stops", StringComparison.Ordinal)));
        await home.Process.SignalAsync("INT");
        await home.Process.WaitForExitAsync(Cancel);
        home.Process.ExitCode.ShouldBe(130);
        await home.WaitAsync("the end of all children", () => Task.FromResult(children.All(pid => !Directory.Exists($"/proc/{pid}"))));

        await File.WriteAllTextAsync(Path.Combine(home.Folder, "go"), "", Cancel);
        await home.StartAsync();
        (await home.WaitForRunAsync("two", "r1")).State.ShouldBe(RunState.Success);
        home.OracleLines.ShouldBeUnique();
    }

    private static async Task StartAsync(StandaloneHome home, int shortSeconds = 2)
    {
        home.WriteDag("two.cs", $$"""
            var dag = new Dag("two") { DefaultArgs = new() { Retries = 1, RetryDelay = TimeSpan.Zero } };
            dag.Add(new Airflow.Providers.Standard.BashOperator("program") { BashCommand = "test -e {{home.Folder}}/go || exec sleep 600" });
            dag.Task("long", async context =>
            {
                File.AppendAllText($"{{home.OwnOracle}}", $"long {context.TryNumber}\n");
                if (!File.Exists("{{home.Folder}}/go")) { await Task.Delay(TimeSpan.FromMinutes(5), context.CancellationToken); }
            });
            dag.Task("short", async context =>
            {
                File.AppendAllText($"{{home.OwnOracle}}", $"short {context.TryNumber}\n");
                if (!File.Exists("{{home.Folder}}/go")) { await Task.Delay(TimeSpan.FromSeconds({{shortSeconds}}), CancellationToken.None); }
                File.AppendAllText($"{{home.OwnOracle}}", "short done\n");
            });
            return await DagFile.RunAsync(args);
            """);
        await home.StartAsync();
        await home.WaitForDagAsync("two");
        await home.TriggerAsync("two", "r1");
        await home.WaitForLineAsync("long 1");
        await home.WaitForLineAsync("short 1");
        await home.WaitAsync("the program", () => Task.FromResult(home.Process.Descendants().Any(pid => ProcessCommand.Of(pid) is ["sleep", ..])));
    }
}
