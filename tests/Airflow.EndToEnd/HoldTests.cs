using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Hold, resume and drain, as people type it; a hold outlives kill -9.</summary>
public sealed class HoldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_waits_through_a_crash_until_it_is_resumed_and_a_drained_DAG_is_paused()
    {
        await using var home = new StandaloneHome();
        var gate = Path.Combine(home.Folder, "gate");
        home.WriteDag("held.cs", $$"""
            var dag = new Dag("held") { MaxActiveRuns = 1 };
            var first = dag.Task("first", async context =>
            {
                while (!File.Exists("{{gate}}")) { await Task.Delay(20, context.CancellationToken); }
            }, new() { Retries = 3, RetryDelay = TimeSpan.Zero });
            var second = dag.Task("second", () => File.AppendAllText("{{home.Oracle}}", "second\n"));
            var third = dag.Task("third", () => File.AppendAllText("{{home.Oracle}}", "third\n"));
            _ = first >> (second, third);
            return await DagFile.RunAsync(args);
            """);
        await home.StartAsync();
        await home.WaitForDagAsync("held");
        await home.TriggerAsync("held", "r1");
        await home.WaitAsync("the first task", async () => (await home.Stores.TaskInstances.ListByStateAsync([TaskState.Running], Cancel)).Count == 1);

        (await home.RunAsync("tasks", "hold", "held", "second", "r1", "--reason", "wrong rows")).ExitCode.ShouldBe(0);
        (await home.RunAsync("dags", "hold", "held", "r1", "-r", "the source is late")).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(gate, "", Cancel);
        await home.WaitAsync("the end of the first task", async () => (await home.TaskAsync("held", "first")).State == TaskState.Success);
        await home.Process.SignalAsync("KILL");
        await home.Process.WaitForExitAsync(Cancel);
        await home.StartAsync();

        var explained = (await home.RunAsync("tasks", "explain", "held", "second", "r1")).Output;
        explained.ShouldContain(": the source is late");
        explained.ShouldContain(": wrong rows");
        explained.ShouldContain("What to do: airflow dags resume held r1");
        File.Exists(home.Oracle).ShouldBeFalse();
        (await home.RunAsync("dags", "resume", "held", "r1")).ExitCode.ShouldBe(0);
        await home.WaitForLineAsync("third");
        (await home.RunAsync("tasks", "explain", "held", "second", "r1")).Output.ShouldContain("What to do: airflow tasks resume held second r1");

        await home.TriggerAsync("held", "r2");
        (await home.RunAsync("dags", "pause", "held", "--drain")).ExitCode.ShouldBe(0);
        (await home.RunAsync("tasks", "resume", "held", "second", "r1")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("held", "r1")).State.ShouldBe(RunState.Success);
        await home.WaitAsync("the pause", async () => (await home.Stores.Dags.FindAsync("held", Cancel))!.IsPaused);
        File.ReadAllLines(home.Oracle).ShouldBe(["third", "second"]);
        (await home.Stores.Runs.FindAsync("held", "r2", Cancel)).ShouldNotBeNull().State.ShouldBe(RunState.Queued);

        (await home.RunAsync("dags", "unpause", "held")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("held", "r2")).State.ShouldBe(RunState.Success);
    }
}
