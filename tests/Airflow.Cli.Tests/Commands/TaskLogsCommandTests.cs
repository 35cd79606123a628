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

    [Fact]
    public async Task A_missing_log_says_where_it_was_looked_for()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily extract {SampleRuns.Succeeded} --try 7", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("There is no log of try 7");
        run.Error.ShouldContain("attempt=7.log");
    }

    [Fact]
    public async Task An_unknown_task_is_named()
    {
        using var home = await SampleRuns.SeedAsync();

        var run = await CliRun.LineAsync($"tasks logs etl_daily nope {SampleRuns.Succeeded}", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("has no task nope");
    }

    private static async Task WriteAsync(TestHome home, int tryNumber, string text)
    {
        var path = Path.Combine(home.PathOf("logs"), LogPaths.For(new TaskInstanceKey("etl_daily", SampleRuns.Succeeded, "extract", -1), tryNumber));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}
