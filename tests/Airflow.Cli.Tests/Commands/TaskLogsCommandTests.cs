using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Tests.Commands;

public sealed class TaskLogsCommandTests
{
    private const string Log =
        """
        {"timestamp":"2026-06-15T10:11:12.345678Z","level":"info","event":"Extracting","logger":"task","dag_id":"etl_daily","try_number":1,"rows":3}
        not JSON
        {"timestamp":"2026-06-15T10:11:13Z","level":"error","event":"Task failed","logger":"task","exception":[{"exc_type":"IOException","exc_value":"disk full","is_cause":false,"frames":[{"filename":"etl.cs","lineno":12,"name":"Extract"}]},{"exc_type":"SocketException","exc_value":"reset","is_cause":true,"frames":[{"filename":"Net","lineno":0,"name":"Send"}]}]}
        {"timestamp":"2026-06-15T10:11:14Z","level":"warning","event":"the last line has no end"}
        """;

    private const string Readable =
        """
        [2026-06-15T10:11:12.345678Z] INFO     task: Extracting rows=3
        not JSON
        [2026-06-15T10:11:13Z] ERROR    task: Task failed
            IOException: disk full
              at Extract (etl.cs:12)
            caused by SocketException: reset
              at Send (Net)
        [2026-06-15T10:11:14Z] WARNING  the last line has no end

        """;

    [Theory]
    [InlineData("")]
    [InlineData(" --try 1")]
    [InlineData(" -f")]
    public async Task A_log_is_printed_for_people(string options)
    {
        using var home = await SampleRuns.SeedAsync();
        await WriteAsync(home, 1, Log);

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Succeeded}{options}", home);

        run.Out.ShouldBe(Readable);
        run.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -f")]
    public async Task A_task_that_printed_nothing_says_so(string options)
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Succeeded}{options}", home);

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldStartWith($"Try 1 of etl_daily.extract {SampleRuns.Succeeded} has printed nothing (state success): ");
        run.Error.ShouldContain("attempt=1.log");
    }

    [Fact]
    public async Task A_try_that_never_was_is_an_error()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Succeeded} --try 7", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("has no try 7; its last one is 1");
    }

    [Fact]
    public async Task A_task_that_has_not_run_is_an_error()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Waiting}", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("has not run yet (state None); -f waits for it");
    }

    [Fact]
    public async Task An_unknown_DAG_is_named()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync("tasks logs nope extract manual__1", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("Dag 'nope' could not be found");
    }

    [Fact]
    public async Task A_value_of_a_message_template_is_not_printed_twice()
    {
        using var home = await SampleRuns.SeedAsync();
        await WriteAsync(home, 1, """{"timestamp":"2026-06-15T10:11:12Z","level":"info","event":"Loaded 3 rows","logger":"task","Count":3,"Table":"orders"}""");

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Succeeded}", home);

        run.Out.ShouldBe("[2026-06-15T10:11:12Z] INFO     task: Loaded 3 rows Table='orders'\n");
    }

    /// <summary>The tries end one after the other while the command runs; it ends with the task.</summary>
    [Fact]
    public async Task Following_goes_on_through_the_retries()
    {
        using var home = await SampleRuns.SeedAsync();
        await WriteAsync(home, 1, Log);
        await using var tries = await SampleTries.StartAsync(home);
        var following = CliRun.LineAsync($"tasks logs -f etl_daily {SampleTries.TaskId} {SampleTries.RunId}", home);

        await WriteAsync(home, 1, Line("one"), SampleTries.TaskId, SampleTries.RunId);
        await tries.RetryAsync();
        await WriteAsync(home, 2, Line("two"), SampleTries.TaskId, SampleTries.RunId);
        await tries.EndAsync();
        var run = await following;

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldBe("[2026-06-15T10:11:12Z] INFO     one\n[2026-06-15T10:11:12Z] INFO     two\n");
        run.Error.ShouldContain("on to try 2");
    }

    [Fact]
    public async Task A_failed_task_tells_its_reason_beside_its_state()
    {
        using var home = await SampleRuns.SeedAsync();
        await using var tries = await SampleTries.StartAsync(home);
        await tries.RetryAsync();

        var state = await CliRun.LineAsync($"tasks state etl_daily {SampleTries.TaskId} {SampleTries.RunId}", home);
        var states = await CliRun.LineAsync($"tasks states-for-dag-run etl_daily {SampleTries.RunId} -v -o json", home);

        state.Out.ShouldBe("up_for_retry\n");
        state.Error.ShouldBe("Try 1: The task's process ended with exit code 137.\n");
        states.Out.ShouldContain("\"try_number\": \"1\", \"reason\": \"The task's process ended with exit code 137.\"");
    }

    [Fact]
    public async Task An_unknown_task_is_named()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily nope {SampleRuns.Succeeded}", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("has no task nope");
    }

    private static string Line(string text) => $$"""{"timestamp":"2026-06-15T10:11:12Z","level":"info","event":"{{text}}"}""" + "\n";

    private static async Task WriteAsync(TestHome home, int tryNumber, string text, string taskId = "extract", string runId = SampleRuns.Succeeded)
    {
        var path = Path.Combine(home.PathOf("logs"), LogPaths.For(new TaskInstanceKey("etl_daily", runId, taskId, -1), tryNumber));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}
