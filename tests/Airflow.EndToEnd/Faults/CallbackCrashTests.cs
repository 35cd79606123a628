using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>Whatever process is killed, and when: everything that happened has been called for once.</summary>
public sealed class CallbackCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each start finds what the one before left, and one run more.</summary>
    [Fact]
    public async Task A_process_that_is_killed_at_any_point_between_an_end_and_its_callback_calls_once()
    {
        string[] points = ["callback-claimed:2", "callback-called:1", "callback-called:4", "callback-stored:2", "scheduler-before-commit:5", "scheduler-after-commit:4", "finish-after:2"];
        await using var home = new StandaloneHome();
        home.WriteDag("told.cs", $$"""
            var dag = new Dag("told")
            {
                OnSuccess = Tell, OnFailure = Tell,
                DefaultArgs = new() { Retries = 10, RetryDelay = TimeSpan.Zero, OnSuccess = Tell, OnFailure = Tell, OnRetry = Tell, OnSkipped = Tell },
            };
            var good = dag.Task("good", () => 1);
            var skips = dag.Task("skips", () => throw new TaskSkippedException("nothing new"));
            var again = dag.Task("again", context => { if (context.TryNumber == 1) { throw new FormatException("bad row"); } });
            _ = good >> skips;
            return await DagFile.RunAsync(args);

            static partial class Program
            {
                private static readonly Callback Tell = Callback.From(context => File.AppendAllText($"{{home.OwnOracle}}", $"{context.EventId}\n"));
            }
            """);
        await home.StartAsync();
        await home.WaitForDagAsync("told");
        await home.Process.SignalAsync("TERM");
        await home.Process.WaitForExitAsync(Cancel);
        for (var round = 0; round < points.Length; round++)
        {
            (await home.RunAsync("dags", "trigger", "told", "--run-id", $"r{round}")).ExitCode.ShouldBe(0);
            var process = home.BeginStandalone((CrashPoints.Variable, points[round]));
            await home.WaitAsync($"the crash at {points[round]}", () => Task.FromResult(process.HasExited));
            process.ExitCode.ShouldBe(137, points[round]);
        }

        await home.StartAsync();
        var expected = new List<string>();
        for (var round = 0; round < points.Length; round++)
        {
            (await home.WaitForRunAsync("told", $"r{round}")).State.ShouldBe(RunState.Success);
            var called = await home.WaitForCallbacksAsync("told", $"r{round}");
            called.ShouldAllBe(callback => callback.State == "success");
            called.Count.ShouldBeGreaterThanOrEqualTo(5);
            expected.AddRange(called.Select(callback => callback.Event.Key));
        }

        home.OracleLines.ShouldBe(expected, ignoreOrder: true);
        await home.WaitAsync(
            "the end of the receipts of what is stored as done", () => Task.FromResult(Directory.GetFiles(Path.Combine(home.Folder, "cache", "callbacks")).Length == 0));
    }

    [Fact]
    public async Task A_callback_that_goes_on_when_all_else_is_killed_ends_and_is_not_called_again_but_what_follows_it_is()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        await home.RunDagAsync("outlives", $$"""
            var dag = new Dag("outlives")
            {
                OnSuccess = Callback.From(_ =>
                {
                    File.AppendAllText("{{home.Oracle}}", "begun\n");
                    while (!File.Exists("{{home.Folder}}/killed")) { Thread.Sleep(10); }
                    Console.WriteLine("nobody reads this");
                    File.AppendAllText("{{home.Oracle}}", "ended\n");
                }) + Callback.From(_ => File.AppendAllText("{{home.Oracle}}", "second\n")),
            };
            dag.Task("work", () => { });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForLineAsync("begun");

        await home.Process.SignalAsync("KILL");
        await home.WaitAsync("the end of the process alone", () => Task.FromResult(home.Process.HasExited));
        File.WriteAllText(Path.Combine(home.Folder, "killed"), "");
        await home.WaitAsync(
            "the receipt", () => Task.FromResult(Directory.GetFiles(Path.Combine(home.Folder, "cache", "callbacks")).Any(receipt => new FileInfo(receipt).Length > 0)));
        await home.StartAsync();

        (await home.WaitForCallbacksAsync("outlives")).ShouldHaveSingleItem().State.ShouldBe("success");
        File.ReadAllLines(home.Oracle).ShouldBe(["begun", "ended", "second"]);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_calls_is_replaced_and_the_try_stays_as_it_ended()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync();
        var begun = Path.Combine(home.Folder, "begun");
        var run = await home.RunDagAsync("murdered", $$"""
            var dag = new Dag("murdered");
            dag.Task("work", () => { }, new()
            {
                OnSuccess = Callback.From(_ => File.AppendAllText("{{home.Oracle}}", "before\n")) + Callback.From(context =>
                {
                    var isFirst = !File.Exists("{{begun}}");
                    File.AppendAllText("{{begun}}", $"{Environment.ProcessId}\n");
                    while (isFirst) { Thread.Sleep(50); }
                    File.AppendAllText("{{home.Oracle}}", $"{context.EventId}\n");
                }),
            });
            return await DagFile.RunAsync(args);
            """);
        run.State.ShouldBe(RunState.Success);
        await home.WaitAsync("the callback", () => Task.FromResult(File.Exists(begun) && File.ReadAllText(begun).EndsWith('\n')));
        using var kill = System.Diagnostics.Process.Start("kill", ["-9", File.ReadLines(begun).First()]);
        await kill.WaitForExitAsync(Cancel);

        var callback = (await home.WaitForCallbacksAsync("murdered")).ShouldHaveSingleItem();

        (callback.State, callback.Attempts).ShouldBe(("success", 2));
        File.ReadAllLines(home.Oracle).ShouldBe(["before", callback.Event.Key], "what was called before the kill is not called again");
        File.ReadAllLines(begun).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        (await home.TaskAsync("murdered", "work")).TryNumber.ShouldBe(1);
    }
}
