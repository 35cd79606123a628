using System.Text.Json.Nodes;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Runtime.Tests.Harness;

namespace Airflow.Runtime.Tests.Supervision;

public class TaskOutcomeTests
{
    [Fact]
    public async Task A_result_comes_with_the_success()
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync("number");
        outcome.State.ShouldBe(TaskState.Success);
        outcome.XComs.ShouldHaveSingleItem().ShouldBe(new XCom(new XComKey("cases", "run_1", "number", "return_value"), "42"));
        outcome.ExitCause.ShouldBeNull();
    }

    [Fact]
    public async Task A_task_gets_the_result_of_another_one()
    {
        await using var harness = new RuntimeHarness();
        var key = new XComKey("cases", "run_1", "number", "return_value");
        harness.Api.XComs[key] = new XCom(key, "7");
        (await harness.RunAsync("add")).XComs.ShouldHaveSingleItem().Value.ShouldBe("8");
    }

    [Fact]
    public async Task A_task_that_says_nothing_leaves_no_log_file()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("nothing");
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
        File.Exists(launch.LogFile).ShouldBeFalse();
    }

    [Fact]
    public async Task An_exception_fails_the_try_and_its_place_is_in_the_log()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("throw");
        var outcome = await harness.RunAsync(launch);
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.Reason.ShouldBe("no such table: orders");
        var line = RuntimeHarness.Log(launch).Single(line => line["exception"] is not null);
        line["level"]!.GetValue<string>().ShouldBe("error");
        line["ti_id"]!.GetValue<string>().ShouldBe(launch.Workload.Id.ToString());
        var exception = line["exception"]![0]!;
        exception["exc_type"]!.GetValue<string>().ShouldBe("InvalidOperationException");
        exception["exc_value"]!.GetValue<string>().ShouldBe("no such table: orders");
        var frame = exception["frames"]!.AsArray()[^1]!;
        frame["filename"]!.GetValue<string>().ShouldBe("/dags/cases.cs");
        frame["lineno"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_failure_is_retried_when_tries_are_left()
    {
        await using var harness = new RuntimeHarness();
        (await harness.RunAsync("throw", shouldRetry: true)).State.ShouldBe(TaskState.UpForRetry);
        (await harness.RunAsync("throw_for_good", shouldRetry: true)).State.ShouldBe(TaskState.Failed);
        var later = await harness.RunAsync("retry_later", shouldRetry: true);
        later.State.ShouldBe(TaskState.UpForRetry);
        later.RetryDelayOverride.ShouldBe(7);
        later.Reason.ShouldBe("not yet");
    }

    [Fact]
    public async Task A_task_may_skip_itself_or_ask_for_another_time()
    {
        await using var harness = new RuntimeHarness();
        (await harness.RunAsync("skip")).State.ShouldBe(TaskState.Skipped);
        var reschedule = await harness.RunAsync("reschedule");
        reschedule.State.ShouldBe(TaskState.UpForReschedule);
        reschedule.RescheduleDate.ShouldBe(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Tasks_of_one_code_version_share_a_process_and_get_its_folder_back()
    {
        await using var harness = new RuntimeHarness();
        var first = (await harness.RunAsync("pid")).XComs[0].Value;
        var folder = (await harness.RunAsync("folder")).XComs[0].Value;
        (await harness.RunAsync("changes_folder")).State.ShouldBe(TaskState.Success);
        (await harness.RunAsync("folder")).XComs[0].Value.ShouldBe(folder);
        (await harness.RunAsync("pid")).XComs[0].Value.ShouldBe(first);
    }

    [Fact]
    public async Task What_a_task_changes_for_its_process_is_put_back_for_the_next_one()
    {
        await using var harness = new RuntimeHarness();
        var before = (await harness.RunAsync("facts")).XComs.ShouldHaveSingleItem().Value;
        var pid = (await harness.RunAsync("pid")).XComs[0].Value;
        (await harness.RunAsync("changes_everything")).Reason.ShouldBeNull();

        var launch = harness.Launch("facts");
        (await harness.RunAsync(launch)).XComs.ShouldHaveSingleItem().Value.ShouldBe(before);

        RuntimeHarness.Log(launch).ShouldContain(line => line["event"]!.GetValue<string>() == "still heard");
        (await harness.RunAsync("pid")).XComs[0].Value.ShouldBe(pid);
    }

    [Fact]
    public async Task Statics_live_as_long_as_the_process_and_a_process_may_be_for_one_task_only()
    {
        await using var warm = new RuntimeHarness();
        (await warm.RunAsync("statics")).XComs[0].Value.ShouldBe("1");
        (await warm.RunAsync("statics")).XComs[0].Value.ShouldBe("2");

        await using var fresh = new RuntimeHarness(options => options with { MaxTasks = 1 });
        (await fresh.RunAsync("statics")).XComs[0].Value.ShouldBe("1");
        (await fresh.RunAsync("statics")).XComs[0].Value.ShouldBe("1");
    }

    [Fact]
    public async Task Two_versions_of_a_file_run_side_by_side()
    {
        await using var harness = new RuntimeHarness();
        (await harness.RunAsync(harness.Launch("number", version: "v2"))).XComs[0].Value.ShouldBe("\"two\"");
        (await harness.RunAsync(harness.Launch("number", version: "v1"))).XComs[0].Value.ShouldBe("42");
        (await harness.RunAsync(harness.Launch("number", version: "v2"))).XComs[0].Value.ShouldBe("\"two\"");
    }

    [Theory]
    [InlineData("cases.cs", "absent", "has no task 'absent'")]
    [InlineData("empty.cs", "number", "makes no DAG 'cases'")]
    [InlineData("broken.cs", "number", "top level")]
    [InlineData("absent.cs", "number", "There is no code at")]
    public async Task Code_that_cannot_be_loaded_fails_the_try_and_says_why(string file, string taskId, string reason)
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync(harness.Launch(taskId, file: file));
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.Reason.ShouldNotBeNull().ShouldContain(reason);
        (await harness.RunAsync("number")).State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task The_environment_holds_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("AIRFLOW__CORE__FERNET_KEY", "secret");
        await using var harness = new RuntimeHarness();
        var names = (await harness.RunAsync("environment")).XComs[0].Value;
        names.ShouldContain("PATH");
        names.ShouldNotContain("AIRFLOW__");
    }

    [Theory]
    [InlineData("xcom_delegate", "cannot be stored as JSON")]
    [InlineData("xcom_nan", "NaN")]
    public async Task A_result_without_a_json_form_fails_the_try(string taskId, string reason)
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync(taskId);
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.Reason.ShouldNotBeNull().ShouldContain(reason);
        outcome.XComs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_of_fifty_megabytes_arrives_whole()
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync("xcom_huge");
        outcome.State.ShouldBe(TaskState.Success);
        outcome.XComs[0].Value.Length.ShouldBe(50_000_002);
    }

    [Fact]
    public async Task What_a_task_left_running_cannot_disturb_the_next_one()
    {
        await using var harness = new RuntimeHarness();
        harness.Api.Variables["x"] = "1";
        var pids = new HashSet<string>(StringComparer.Ordinal);
        (await harness.RunAsync("asks_later")).State.ShouldBe(TaskState.Success);
        for (var i = 0; i < 50; i++)
        {
            pids.Add((await harness.RunAsync("pid")).XComs.ShouldHaveSingleItem().Value);
        }
        pids.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Template_fields_are_filled_before_the_task_and_shown()
    {
        await using var harness = new RuntimeHarness();
        var key = new XComKey("cases", "run_1", "number", "return_value");
        harness.Api.XComs[key] = new XCom(key, "41");
        harness.Api.Variables["place"] = "here";
        harness.Api.Connections["db"] = new Engine.Connections.Connection { ConnId = "db", ConnType = "sqlite", Host = "db.example" };
        var outcome = await harness.RunAsync(harness.Launch("templates", conf: new JsonObject { ["who"] = "me" }));
        outcome.Reason.ShouldBeNull();
        outcome.XComs.ShouldHaveSingleItem().Value.ShouldBe("\"cases/templates 42 here me db.example,plain\"");
        harness.Api.RenderedFields.ShouldHaveSingleItem().ShouldBe("{\"text\":\"cases/templates 42 here me\",\"more\":[\"db.example\",\"plain\"]}");
    }

    [Fact]
    public async Task A_template_that_cannot_be_filled_fails_the_try()
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync("template_error");
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.Reason.ShouldNotBeNull().ShouldContain("nowhere");
    }
}
