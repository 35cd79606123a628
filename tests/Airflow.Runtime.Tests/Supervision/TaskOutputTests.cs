using Airflow.Engine.Tasks;
using Airflow.Runtime.Logs;
using Airflow.Runtime.Tests.Harness;
using Microsoft.Extensions.Logging;
using EngineConnection = Airflow.Engine.Connections.Connection;

namespace Airflow.Runtime.Tests.Supervision;

public class TaskOutputTests
{
    [Fact]
    public async Task What_is_printed_and_logged_comes_in_order_and_tagged()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("prints_in_order");
        await harness.RunAsync(launch);
        var lines = RuntimeHarness.Log(launch);
        lines.Select(line => line["event"]!.GetValue<string>()).ShouldBe(["one line", "seen 7 rows", "oops"]);
        lines.Select(line => line["level"]!.GetValue<string>()).ShouldBe(["info", "warning", "error"]);
        lines.Select(line => line["logger"]!.GetValue<string>()).ShouldBe(["task.stdout", "task", "task.stderr"]);
        lines[1]["Rows"]!.GetValue<int>().ShouldBe(7);
        lines.ShouldAllBe(line => line["ti_id"]!.GetValue<string>() == launch.Workload.Id.ToString() && line["map_index"]!.GetValue<int>() == -1);
    }

    [Fact]
    public async Task The_output_of_programs_that_a_task_starts_is_in_its_log()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("shell");
        await harness.RunAsync(launch);
        var lines = RuntimeHarness.Log(launch);
        lines.Single(line => line["logger"]!.GetValue<string>() == "task.stdout")["event"]!.GetValue<string>().ShouldBe("from the shell");
        lines.Single(line => line["logger"]!.GetValue<string>() == "task.stderr")["event"]!.GetValue<string>().ShouldBe("bad");
    }

    [Fact]
    public async Task A_hundred_megabytes_are_capped_with_a_note()
    {
        const long limit = 1_000_000;
        await using var harness = new RuntimeHarness(supervisor: options => options with { LogLimits = new LogLimits { MaxFileBytes = limit } });
        var launch = harness.Launch("prints_much");
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
        new FileInfo(launch.LogFile).Length.ShouldBeInRange(limit - 2000, limit + 2000);
        RuntimeHarness.Log(launch)[^1]["event"]!.GetValue<string>().ShouldContain("further lines of this try are dropped");
    }

    [Theory]
    [InlineData("prints_long_line")]
    [InlineData("prints_raw_long_line")]
    public async Task A_line_of_ten_megabytes_is_cut(string taskId)
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch(taskId);
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
        var line = RuntimeHarness.Log(launch).ShouldHaveSingleItem()["event"]!.GetValue<string>();
        line.Length.ShouldBeInRange(60_000, 70_000);
        line.ShouldContain("[cut:");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_replaced()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("prints_invalid_utf8");
        await harness.RunAsync(launch);
        RuntimeHarness.Log(launch).ShouldHaveSingleItem()["event"]!.GetValue<string>().ShouldBe("a\ufffd\ufffdb");
    }

    [Fact]
    public async Task Secrets_are_masked_wherever_they_are_written()
    {
        await using var harness = new RuntimeHarness();
        harness.Api.Connections["db"] = new EngineConnection { ConnId = "db", ConnType = "postgres", Password = "hunter\"2" };
        var launch = harness.Launch("secrets");
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
        var events = RuntimeHarness.Log(launch).Select(line => line["event"]!.GetValue<string>()).ToList();
        events.ShouldContain("password is ***");
        events.ShouldContain("quoted \"***\"");
        File.ReadAllText(launch.LogFile).ShouldNotContain("hunter\\\"2");
    }

    [Theory]
    [InlineData(LogLevel.Debug, new[] { "fine", "plain", "grave" })]
    [InlineData(LogLevel.Warning, new[] { "grave" })]
    public async Task Lines_below_the_level_are_not_kept(LogLevel level, string[] expected)
    {
        await using var harness = new RuntimeHarness(options => options with { LogLevel = level });
        var launch = harness.Launch("logs_at_levels");
        await harness.RunAsync(launch);
        RuntimeHarness.Log(launch).Select(line => line["event"]!.GetValue<string>()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_new_log_has_the_permissions_that_were_asked_for()
    {
        var modes = new LogFileModes(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var harness = new RuntimeHarness(supervisor: options => options with { LogFileModes = modes });
        var launch = harness.Launch("prints_in_order");
        await harness.RunAsync(launch);
        File.GetUnixFileMode(launch.LogFile).ShouldBe(modes.File);
        File.GetUnixFileMode(Path.GetDirectoryName(launch.LogFile)!).ShouldBe(modes.Folder);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_does_not_fail_the_task()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("prints_in_order");
        File.WriteAllText(Path.Combine(harness.Folder, "logs"), "a file where the folder should be");
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_full_disk_does_not_fail_the_task()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("prints_in_order") with { LogFile = "/dev/full" };
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
    }
}
