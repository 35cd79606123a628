using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>Whatever a task prints, its log stays readable and within bounds, and so does the memory of the process that writes it.</summary>
public sealed class TaskOutputFaultTests(SharedStandalone shared)
{
    private readonly StandaloneHome home = shared.Home;

    [Fact]
    public async Task A_hundred_megabytes_of_output_are_capped_and_cost_no_memory()
    {
        await using var alone = new StandaloneHome();
        await alone.StartAsync(("AIRFLOW__LOGGING__TASK_LOG_MAX_BYTES", "2000000"));
        var before = PeakMegabytes(alone.Process.Id);
        var run = await alone.RunDagAsync("prints_much", """
            var dag = new Dag("prints_much");
            dag.Task("print", context =>
            {
                var line = new string('x', 1000);
                for (var i = 0; i < 50_000; i++) { Console.WriteLine(line); }
                using var raw = Console.OpenStandardOutput();
                var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
                for (var i = 0; i < 50_000; i++) { raw.Write(bytes); }
            });
            return await DagFile.RunAsync(args);
            """);
        run.State.ShouldBe(RunState.Success);
        new FileInfo(alone.LogFile("prints_much", "print")).Length.ShouldBeInRange(1_997_000, 2_003_000);
        alone.LogEvents("prints_much", "print")[^1].ShouldContain("further lines of this try are dropped");
        (PeakMegabytes(alone.Process.Id) - before).ShouldBeLessThan(100);
    }

    [Theory]
    [InlineData("prints_line", "Console.WriteLine(new string('y', 10_000_000));")]
    [InlineData("prints_wide_line", "Console.WriteLine(new string('字', 10_000_000));")]
    [InlineData("prints_raw_line", "using var raw = Console.OpenStandardOutput(); raw.Write(Enumerable.Repeat((byte)'z', 10_000_000).ToArray());")]
    [InlineData("logs_line", "context.Logger.LogInformation(\"{Text}\", new string('l', 10_000_000));")]
    public async Task A_line_of_ten_megabytes_is_cut_with_a_note(string dagId, string body)
    {
        (await RunAsync(dagId, body)).State.ShouldBe(RunState.Success);
        var line = home.LogEvents(dagId, "print").ShouldHaveSingleItem();
        System.Text.Encoding.UTF8.GetByteCount(line).ShouldBeInRange(SharedStandalone.LineBytes / 2, SharedStandalone.LineBytes + 200);
        line.ShouldContain("[cut:");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_replaced()
    {
        var run = await RunAsync("prints_bytes", """
            using (var raw = Console.OpenStandardOutput()) { raw.Write([(byte)'a', 0xff, 0xfe, (byte)'b', 0, (byte)'\n', 0xc3]); }
            System.Diagnostics.Process.Start("printf", ["\\377x\\n"]).WaitForExit();
            """);
        run.State.ShouldBe(RunState.Success);
        var lines = home.LogEvents("prints_bytes", "print");
        lines.ShouldContain("a\ufffd\ufffdb\0");
        lines.ShouldContain(line => line.EndsWith("\ufffdx", StringComparison.Ordinal));
        var printed = await home.RunAsync("tasks", "logs", "prints_bytes", "print", "r1");
        printed.ExitCode.ShouldBe(0);
        printed.Output.ShouldContain("a\ufffd\ufffdb");
    }

    private Task<DagRun> RunAsync(string dagId, string body) => home.RunDagAsync(dagId, $$"""
        var dag = new Dag("{{dagId}}");
        dag.Task("print", context =>
        {
            {{body}}
        });
        return await DagFile.RunAsync(args);
        """);

    private static long PeakMegabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }
}
