using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>However and whenever the process is killed: after a restart every run ends right, and no body ran twice for one try.</summary>
public sealed class CrashTests
{
    private const int Runs = 3;
    private const int Tasks = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("scheduler-before-commit:4")]
    [InlineData("scheduler-after-commit:4")]
    [InlineData("claim-before:5")]
    [InlineData("claim-after:5")]
    [InlineData("executor-claimed:7")]
    [InlineData("executor-ended:7")]
    [InlineData("finish-before:9")]
    [InlineData("finish-after:9")]
    [InlineData("writer-before-commit:25")]
    [InlineData("writer-after-commit:25")]
    public async Task A_process_that_is_killed_at_a_named_point_loses_nothing_and_doubles_nothing(string point)
    {
        await using var home = new StandaloneHome();
        WriteDag(home);
        await home.StartAsync((CrashPoints.Variable, point));
        await home.WaitForDagAsync("ten");
        await TriggerAsync(home, 0);
        await home.Process.WaitForExitAsync(Cancel);
        home.Process.ExitCode.ShouldBe(137);
        await TriggerAsync(home, 0);

        await home.StartAsync();
        await CheckAsync(home, Runs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_process_that_is_killed_again_and_again_at_any_moment_loses_nothing_and_doubles_nothing(int seed)
    {
        const int rounds = 4;
        var random = new Random(seed);
        await using var home = new StandaloneHome();
        WriteDag(home);
        await home.StartAsync();
        await home.WaitForDagAsync("ten");
        for (var round = 0; round < rounds; round++)
        {
            await TriggerAsync(home, round);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(250)), TimeProvider.System, Cancel);
            await home.Process.SignalAsync("KILL");
            await home.Process.WaitForExitAsync(Cancel);
            await home.StartAsync();
        }

        await CheckAsync(home, Runs * rounds);
    }

    [Fact]
    public async Task Programs_that_a_killed_process_left_behind_end_before_their_task_is_tried_again()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("orphan.cs", $$"""
            using Airflow.Providers.Standard;
            var dag = new Dag("orphan");
            dag.Add(new BashOperator("program")
            {
                BashCommand = "echo $$ >> {{home.Oracle}}; if [ $(wc -l < {{home.Oracle}}) = 1 ]; then sleep 600; else ! grep -qs 'State:.[RSDT]' /proc/$(head -n 1 {{home.Oracle}})/status; fi",
                Retries = 1,
                RetryDelay = TimeSpan.Zero,
            });
            return await DagFile.RunAsync(args);
            """);
        await home.StartAsync();
        await home.WaitForDagAsync("orphan");
        await home.TriggerAsync("orphan", "r1");
        await home.WaitAsync("the program", () => Task.FromResult(File.Exists(home.Oracle) && File.ReadAllText(home.Oracle).EndsWith('\n')));
        await home.Process.SignalAsync("KILL");
        await home.Process.WaitForExitAsync(Cancel);
        var program = int.Parse(File.ReadLines(home.Oracle).First());
        Directory.Exists($"/proc/{program}").ShouldBeTrue("a program that ended with its parent would make this test empty");

        await home.StartAsync();
        var run = await home.WaitForRunAsync("orphan", "r1");
        run.State.ShouldBe(RunState.Success, string.Join('\n', home.LogEvents("orphan", "program", 2)));
        (await File.ReadAllLinesAsync(home.Oracle, Cancel)).Length.ShouldBe(2);
        home.Output.ShouldContain("outlived their supervisor");
    }

    /// <summary>Some tasks wait for others, some for nothing; one fails by itself the first time.</summary>
    private static void WriteDag(StandaloneHome home) => home.WriteDag("ten.cs", $$"""
        var dag = new Dag("ten") { DefaultArgs = new() { Retries = 9, RetryDelay = TimeSpan.FromMilliseconds(10) } };
        TaskNode? last = null;
        for (var i = 0; i < {{Tasks}}; i++)
        {
            var id = $"t{i}";
            TaskNode task = dag.Task(id, context =>
            {
                // one write a line, so that no line is mixed with another's
                File.AppendAllText("{{home.Oracle}}", $"{context.RunId} {id} {context.TryNumber}\n");
                if (id == "t5" && context.TryNumber == 1) { throw new InvalidOperationException("the first try fails"); }
                Thread.Sleep(5);
                return id;
            });
            if (last is not null && i % 3 != 0) { _ = last >> task; }
            last = task;
        }
        return await DagFile.RunAsync(args);
        """);

    /// <summary>The commands do not need the process; what was triggered already is not triggered again.</summary>
    private static async Task TriggerAsync(StandaloneHome home, int round)
    {
        for (var run = round * Runs; run < (round + 1) * Runs; run++)
        {
            await home.RunAsync("dags", "trigger", "ten", "--run-id", $"r{run}");
        }
    }

    private static async Task CheckAsync(StandaloneHome home, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            (await home.WaitForRunAsync("ten", $"r{run}")).State.ShouldBe(RunState.Success);
            var tasks = await home.Stores.TaskInstances.ListForRunAsync("ten", $"r{run}", Cancel);
            tasks.Count.ShouldBe(Tasks);
            tasks.ShouldAllBe(task => task.State == Engine.Tasks.TaskState.Success);
            var results = await Task.WhenAll(tasks.Select(task => home.Stores.XComs.ListKeysAsync("ten", $"r{run}", task.Key.TaskId, Cancel)));
            results.ShouldAllBe(keys => keys.Count == 1);
        }

        var lines = await File.ReadAllLinesAsync(home.Oracle, Cancel);
        lines.ShouldBeUnique();
        lines.Select(line => line[..line.LastIndexOf(' ')]).Distinct().Count().ShouldBe(runs * Tasks);
        (await home.Stores.Pools.ListUsageAsync(Cancel)).ShouldAllBe(pool => pool.Occupied == 0);
    }
}
