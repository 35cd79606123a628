using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>States and notes that people give by hand, as they type it.</summary>
public sealed class MarkingTests(SharedStandalone standalone)
{
    private readonly StandaloneHome home = standalone.Home;

    [Fact]
    public async Task Marking_stops_what_runs_and_lets_the_run_go_on_or_end()
    {
        var begun = Directory.CreateDirectory(Path.Combine(home.Folder, "marked")).FullName;
        home.WriteDag("marked.cs", $$"""
            var dag = new Dag("marked");
            var waits = dag.Task("waits", async context =>
            {
                File.WriteAllText($"{{begun}}/{Environment.ProcessId}", context.RunId);
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            });
            var next = dag.Task("next", () => 1);
            _ = waits >> next;
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("marked");
        await home.TriggerAsync("marked", "r1");
        await home.TriggerAsync("marked", "r2");
        await home.WaitAsync("both tasks", () => Task.FromResult(Directory.GetFiles(begun).Length == 2));

        (await home.RunAsync("tasks", "mark", "failed", "marked", "waits", "r1", "--downstream", "--dry-run", "-o", "plain")).Output.ShouldContain("running  failed");
        (await home.TaskAsync("marked", "waits")).State.ShouldBe(TaskState.Running);
        (await home.RunAsync("tasks", "mark", "success", "marked", "waits", "r1")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("marked", "r1")).State.ShouldBe(RunState.Success);
        (await home.TaskAsync("marked", "next")).TryNumber.ShouldBe(1);

        (await home.RunAsync("dags", "mark", "failed", "marked", "r2")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("marked", "r2")).State.ShouldBe(RunState.Failed);
        (await home.TaskAsync("marked", "waits", "r2")).State.ShouldBe(TaskState.Failed);
        (await home.TaskAsync("marked", "next", "r2")).State.ShouldBe(TaskState.Skipped);
        var processes = Directory.GetFiles(begun).Select(Path.GetFileName).ToList();
        await home.WaitAsync("the end of both processes", () => Task.FromResult(processes.TrueForAll(process => !Directory.Exists($"/proc/{process}"))));
        (await home.RunAsync("tasks", "mark", "running", "marked", "waits", "r1")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Notes_are_written_shown_and_deleted()
    {
        await home.RunDagAsync("noted", """
            var dag = new Dag("noted");
            dag.Task("a", () => 1);
            return await DagFile.RunAsync(args);
            """);

        (await home.RunAsync("tasks", "note", "noted", "a", "r1")).Error.ShouldContain("There is no note.");
        (await home.RunAsync("tasks", "note", "noted", "a", "r1", "looked at it")).ExitCode.ShouldBe(0);
        (await home.RunAsync("dags", "note", "noted", "r1", "all well")).ExitCode.ShouldBe(0);
        (await home.RunAsync("tasks", "note", "noted", "a", "r1")).Output.ShouldBe("looked at it\n");
        (await home.RunAsync("dags", "note", "noted", "r1")).Output.ShouldBe("all well\n");
        (await home.RunAsync("dags", "note", "noted", "r1", "--delete")).ExitCode.ShouldBe(0);
        (await home.RunAsync("dags", "note", "noted", "r1")).Output.ShouldBeEmpty();
        (await home.RunAsync("dags", "note", "noted", "r1", new string('x', 1001))).Error.ShouldContain("at most 1000");
        (await home.RunAsync("tasks", "note", "noted", "zzz", "r1", "x")).ExitCode.ShouldBe(1);
    }
}
