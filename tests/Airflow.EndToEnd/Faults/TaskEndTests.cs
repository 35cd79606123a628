using System.Diagnostics;
using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd.Faults;

/// <summary>However a task's process ends, it costs one try, and the user sees how it ended.</summary>
public sealed class TaskEndTests(SharedStandalone shared)
{
    private const string Native = """
        static class Native { [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")] public static extern int Kill(int pid, int signal); }
        """;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly StandaloneHome home = shared.Home;

    [Theory]
    [InlineData("exits_137", "Environment.Exit(137);", "exit", 137, null, "exit code 137")]
    [InlineData("exits_3", "Environment.Exit(3);", "exit", 3, null, "exit code 3")]
    [InlineData("killed_9", "Native.Kill(Environment.ProcessId, 9);", "signal", null, 9, "SIGKILL")]
    [InlineData("failed_fast", "Environment.FailFast(\"the end\");", "signal", null, 6, "signal 6")]
    public async Task The_end_of_a_process_costs_one_try_and_is_told(string dagId, string body, string kind, int? code, int? signal, string text)
    {
        var run = await home.RunDagAsync(dagId, $$"""
            var dag = new Dag("{{dagId}}") { DefaultArgs = new() { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(10) } };
            dag.Task("end", context =>
            {
                Console.WriteLine("about to end");
                if (context.TryNumber == 1) { {{body}} }
            });
            return await DagFile.RunAsync(args);
            {{Native}}
            """);
        run.State.ShouldBe(RunState.Success);
        var first = (await home.HistoryAsync(dagId, "end")).ShouldHaveSingleItem();
        (first.TryNumber, Cause(first)).ShouldBe((1, new ExitCause(kind, code, signal)));
        var last = await home.TaskAsync(dagId, "end");
        (last.TryNumber, last.ExitCause).ShouldBe((2, null));
        var log = (await home.RunAsync("tasks", "logs", dagId, "end", "r1", "--try", "1")).Output;
        log.ShouldContain("about to end");
        log.ShouldContain(text);
        (await home.RunAsync("tasks", "logs", dagId, "end", "r1")).Output.ShouldNotContain(text);
    }

    [Fact]
    public async Task A_runtime_that_is_killed_from_outside_costs_one_try_and_is_replaced()
    {
        await StartAsync("murdered", 1, $$"""
            File.AppendAllText("{{Oracle("murdered")}}", $"{context.TryNumber} {Environment.ProcessId}\n");
            while (context.TryNumber == 1) { Thread.Sleep(50); }
            """);
        await home.WaitAsync("the first try", () => Task.FromResult(File.Exists(Oracle("murdered")) && File.ReadAllText(Oracle("murdered")).EndsWith('\n')));
        await KillAsync(int.Parse((await File.ReadAllTextAsync(Oracle("murdered"), Cancel)).Split(' ')[1]));
        (await home.WaitForRunAsync("murdered", "r1")).State.ShouldBe(RunState.Success);
        var lines = await File.ReadAllLinesAsync(Oracle("murdered"), Cancel);
        lines.Select(line => line.Split(' ')[0]).ShouldBe(["1", "2"]);
        lines.Select(line => line.Split(' ')[1]).ShouldBeUnique();
        Cause((await home.HistoryAsync("murdered", "end")).ShouldHaveSingleItem()).ShouldBe(new ExitCause("signal", Signal: 9));
        home.LogEvents("murdered", "end").ShouldContain(text => text.Contains("killed by signal 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_hears_nothing_ends_at_its_limit()
    {
        await StartAsync("deaf", 0, "Thread.Sleep(Timeout.Infinite);", "ExecutionTimeout = TimeSpan.FromSeconds(1)");
        (await home.WaitForRunAsync("deaf", "r1")).State.ShouldBe(RunState.Failed);
        var task = await home.TaskAsync("deaf", "end");
        (task.State, Cause(task).Kind).ShouldBe((TaskState.Failed, "timeout"));
        home.LogEvents("deaf", "end").ShouldContain(text => text.Contains("execution_timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_is_frozen_is_killed_after_its_limit()
    {
        await StartAsync("frozen", 0, "Native.Kill(Environment.ProcessId, 19);", "ExecutionTimeout = TimeSpan.FromSeconds(1)");
        (await home.WaitForRunAsync("frozen", "r1")).State.ShouldBe(RunState.Failed);
        var cause = Cause(await home.TaskAsync("frozen", "end"));
        (cause.Kind, cause.Signal).ShouldBe(("timeout", 9));
        home.LogEvents("frozen", "end").ShouldContain(text => text.Contains("SIGKILL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leaves", new[] { "7771", "7772" }, "sh -c 'trap \"\" TERM; sleep 7771 & setsid sleep 7772 & wait' >/dev/null 2>&1 &", "")]
    [InlineData("leaves_late", new[] { "7773", "7774" }, "sh -c 'trap \"\" TERM INT; setsid sleep 7773 & sleep 7774; sleep 7774'", "ExecutionTimeout = TimeSpan.FromSeconds(2)")]
    public async Task What_a_task_has_started_ends_with_it(string dagId, string[] seconds, string command, string options)
    {
        home.WriteDag($"{dagId}.cs", $$"""
            using Airflow.Providers.Standard;
            var dag = new Dag("{{dagId}}");
            dag.Add(new BashOperator("end") { BashCommand = "{{command.Replace("\"", "\\\"", StringComparison.Ordinal)}}", {{options}} });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync(dagId);
        await home.TriggerAsync(dagId, "r1");
        (await home.WaitForRunAsync(dagId, "r1")).State.ShouldBe(options.Length == 0 ? RunState.Success : RunState.Failed);
        await home.WaitAsync("the end of what was started", () => Task.FromResult(!Commands().Any(seconds.Contains)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Oracle(string dagId) => Path.Combine(home.Folder, $"{dagId}.txt");

    private async Task StartAsync(string dagId, int retries, string body, string options = "")
    {
        home.WriteDag($"{dagId}.cs", $$"""
            var dag = new Dag("{{dagId}}") { DefaultArgs = new() { Retries = {{retries}}, RetryDelay = TimeSpan.FromMilliseconds(10) } };
            dag.Task("end", context =>
            {
                {{body}}
            }, new() { {{options}} });
            return await DagFile.RunAsync(args);
            {{Native}}
            """);
        await home.WaitForDagAsync(dagId);
        await home.TriggerAsync(dagId, "r1");
    }

    private static ExitCause Cause(TaskInstance task) => JsonSerializer.Deserialize<ExitCause>(task.ExitCause.ShouldNotBeNull(), SnakeCase)!;

    /// <summary>Of all processes that sleep: how long.</summary>
    private static IEnumerable<string> Commands() => Process.GetProcessesByName("sleep")
        .Select(process => ProcessCommand.Of(process.Id).ElementAtOrDefault(1) ?? "");

    private static async Task KillAsync(int pid)
    {
        using var kill = Process.Start("kill", ["-9", $"{pid}"]);
        await kill.WaitForExitAsync(Cancel);
    }
}
