using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

/// <summary>Each role as a process of its own, on one database.</summary>
public sealed class SeparateRolesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Together_they_run_a_DAG_as_standalone_does()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        home.Begin(["dag-processor"]);
        home.Begin(["api-server", "--port", $"{home.Port}"]);
        await home.WaitUntilHealthyAsync(home.Begin(["scheduler"]));
        var run = await home.RunDagAsync("apart", """
            var dag = new Dag("apart");
            var numbers = dag.Task("numbers", context => new[] { 1, 2, 3 });
            var squares = numbers.Map("square", n => n * n);
            dag.Task("total", squares, all => Console.WriteLine($"total {all.Sum()}"));
            return await DagFile.RunAsync(args);
            """);
        run.State.ShouldBe(RunState.Success);
        home.LogEvents("apart", "total").ShouldContain("total 14");
        using var http = new HttpClient();
        var health = await http.GetStringAsync($"http://127.0.0.1:{home.Port}/api/v2/monitor/health", Cancel);
        health.ShouldContain("\"dag_processor\":{\"status\":\"healthy\"");
    }

    [Fact]
    public async Task A_scheduler_reads_the_DAG_files_itself_until_the_first_dag_processor_comes()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "init")).ExitCode.ShouldBe(0);
        home.Begin(["webserver", "-p", $"{home.Port}"]);
        var scheduler = home.Begin(["scheduler"]);

        (await home.RunDagAsync("old_way", "var dag = new Dag(\"old_way\"); dag.Task(\"a\", () => { }); return await DagFile.RunAsync(args);")).State.ShouldBe(RunState.Success);
        home.Begin(["dag-processor"]);

        await home.WaitAsync("the scheduler to leave the files", () => Task.FromResult(scheduler.Output.Contains("A dag-processor has come", StringComparison.Ordinal)));
        (await home.RunDagAsync("new_way", "var dag = new Dag(\"new_way\"); dag.Task(\"a\", () => { }); return await DagFile.RunAsync(args);")).State.ShouldBe(RunState.Success);
        scheduler.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_scheduler_that_is_killed_is_replaced_by_the_next_one()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        home.Begin(["dag-processor"]);
        var first = home.Begin(["scheduler"]);
        home.WriteDag("handed_on.cs", $$"""
            var dag = new Dag("handed_on") { DefaultArgs = new() { Retries = 1, RetryDelay = TimeSpan.Zero } };
            var a = dag.Task("a", context =>
            {
                File.AppendAllText("{{home.Oracle}}", $"a {context.TryNumber}\n");
                while (context.TryNumber == 1) { Thread.Sleep(10); }
            });
            _ = a >> dag.Task("b", context => File.AppendAllText("{{home.Oracle}}", $"b {context.TryNumber}\n"));
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("handed_on");
        await home.TriggerAsync("handed_on", "r1");
        await home.WaitForLineAsync("a 1");
        await first.SignalAsync("KILL");
        await first.WaitForExitAsync(Cancel);
        home.Begin(["scheduler"]);
        (await home.WaitForRunAsync("handed_on", "r1")).State.ShouldBe(RunState.Success);
        (await File.ReadAllLinesAsync(home.Oracle, Cancel)).ShouldBe(["a 1", "a 2", "b 1"]);
        (await home.HistoryAsync("handed_on", "a")).ShouldHaveSingleItem().ExitCause.ShouldNotBeNull().ShouldContain("lost");
        (await home.RunAsync("tasks", "logs", "handed_on", "a", "r1", "--try", "1")).Error.ShouldContain("was lost: the process that ran it is gone");
    }

    [Theory]
    [InlineData("dag-processor")]
    [InlineData("scheduler")]
    [InlineData("api-server")]
    public async Task A_role_stops_by_itself_when_asked(string role)
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);
        var process = home.Begin(role == "api-server" ? [role, "--port", $"{home.Port}"] : [role]);
        await home.WaitAsync("its first words", () => Task.FromResult(process.Output.Contains(role == "api-server" ? "Listening" : "info:", StringComparison.Ordinal)));
        await process.SignalAsync("TERM");
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, process.Output);
        process.Output.ShouldNotContain("Exception");
    }
}
