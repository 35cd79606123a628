using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>However and whenever the process is killed: after a restart every run ends right, and no body ran twice for one try.</summary>
public sealed class CrashTests
{
    private const int Runs = 3;
    private const int Tasks = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each start finds what the one before left, and three runs more; all on one home, because a start is what costs time.</summary>
    [Fact]
    public async Task A_process_that_is_killed_at_any_named_point_loses_nothing_and_doubles_nothing()
    {
        string[] points =
        [
            "scheduler-before-commit:4", "scheduler-after-commit:4", "claim-before:5", "claim-after:5", "executor-claimed:7",
            "executor-ended:7", "finish-before:9", "finish-after:9", "writer-before-commit:20", "writer-after-commit:20",
        ];
        await using var home = new StandaloneHome();
        await PrepareAsync(home);
        for (var round = 0; round < points.Length; round++)
        {
            await TriggerAsync(home, round);
            var process = home.BeginStandalone((CrashPoints.Variable, points[round]));
            await home.WaitAsync($"the crash at {points[round]}", () => Task.FromResult(process.HasExited));
            process.ExitCode.ShouldBe(137, points[round]);
        }

        await home.StartAsync();
        await CheckAsync(home, Runs * points.Length);
    }

    [Fact]
    public async Task A_process_that_is_killed_again_and_again_at_random_moments_loses_nothing_and_doubles_nothing()
    {
        const int rounds = 6;
        var random = new Random(20261121);
        await using var home = new StandaloneHome();
        await PrepareAsync(home);
        for (var round = 0; round < rounds; round++)
        {
            await TriggerAsync(home, round);
            await home.StartAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, Cancel);
            await home.Process.SignalAsync("KILL");
            await home.Process.WaitForExitAsync(Cancel);
        }

        await home.StartAsync();
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
    }

    /// <summary>Stores the DAG, so that the starts to come have nothing to do but to run it.</summary>
    private static async Task PrepareAsync(StandaloneHome home)
    {
        WriteDag(home);
        await home.StartAsync();
        await home.WaitForDagAsync("ten");
        await home.Process.SignalAsync("TERM");
        await home.Process.WaitForExitAsync(Cancel);
    }

    /// <summary>Some tasks wait for others, some for nothing; one fails by itself the first time.</summary>
    private static void WriteDag(StandaloneHome home) => home.WriteDag("ten.cs", $$"""
        var dag = new Dag("ten") { DefaultArgs = new() { Retries = 30, RetryDelay = TimeSpan.FromMilliseconds(10) } };
        TaskNode? last = null;
        for (var i = 0; i < {{Tasks}}; i++)
        {
            var id = $"t{i}";
            TaskNode task = dag.Task(id, context =>
            {
                Oracle.Append($"{context.RunId} {id} {context.TryNumber}\n");
                if (id == "t5" && context.TryNumber == 1) { throw new InvalidOperationException("the first try fails"); }
                Thread.Sleep(5);
                return id;
            });
            if (last is not null && i % 3 != 0) { _ = last >> task; }
            last = task;
        }
        return await DagFile.RunAsync(args);

        // with O_APPEND: .NET's own appending looks for the end first, so that two processes write over each other's lines
        static class Oracle
        {
            [System.Runtime.InteropServices.DllImport("libc")] private static extern int open(string path, int flags, int mode);
            [System.Runtime.InteropServices.DllImport("libc")] private static extern nint write(int file, byte[] bytes, nint count);
            [System.Runtime.InteropServices.DllImport("libc")] private static extern int close(int file);

            public static void Append(string line)
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(line);
                var file = open("{{home.Oracle}}", 0x441, 0x1b6);
                if (write(file, bytes, bytes.Length) != bytes.Length) { throw new IOException("the oracle cannot be written"); }
                close(file);
            }
        }
        """);

    /// <summary>The runs of a round; triggering needs no running process.</summary>
    private static Task TriggerAsync(StandaloneHome home, int round) =>
        Task.WhenAll(Enumerable.Range(round * Runs, Runs).Select(run => home.TriggerAsync("ten", $"r{run}")));

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
