using System.Text.Json;
using Airflow.Tests.Hosting;

namespace Airflow.Tests.Context;

public sealed class TaskContextTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("context") { Params = { ["region"] = "eu", ["rows"] = new Param<int>(3), ["day"] = new Param<string>() } };

    [Fact]
    public async Task The_run_and_the_try_are_known()
    {
        var seen = await SeeAsync(context => new object?[]
        {
            context.DagId, context.TaskId, context.RunId, context.TryNumber, context.MaxTries, context.MapIndex, context.RunType.ToString(), context.LogicalDate, context.DataInterval.Length,
        });

        seen.ShouldBe("""["context","t","run",1,0,-1,"Manual","2026-01-02T00:00:00+00:00","1.00:00:00"]""");
    }

    [Fact]
    public async Task A_run_without_a_logical_date_says_so()
    {
        var task = _dag.Task("t", context => context.HasLogicalDate ? context.LogicalDate : context.DataInterval.Start);
        var details = TestRun.Details(task) with { LogicalDate = null, DataInterval = null, RunType = DagRunType.AssetTriggered };

        (await _run.RunAsync(task, details)).ShouldBeOfType<TaskFailed>().Reason
            .ShouldBe("Run 'run' has no data interval (made by asset_triggered); use RunAfter, or ask HasLogicalDate first.");
    }

    [Fact]
    public async Task A_run_without_a_data_interval_is_about_its_logical_date()
    {
        var task = _dag.Task("t", context => context.DataInterval);

        await _run.RunAsync(task, TestRun.Details(task) with { DataInterval = null });

        _run.Result(task).ShouldNotBeNull().ShouldContain("\"Length\":\"00:00:00\"");
    }

    [Fact]
    public async Task Params_are_the_DAGs_then_the_tasks_then_those_of_the_run()
    {
        var task = _dag.Task(
            "t", context => $"{context.Params.Get<string>("region")} {context.Params.Get<int>("rows")} {context.Params.Get<bool>("own")} {context.Params.Get("day", "none")}",
            new() { Params = new() { ["own"] = true, ["rows"] = 4 } });
        var conf = new Dictionary<string, JsonElement> { ["region"] = JsonSerializer.SerializeToElement("us") };

        await _run.RunAsync(task, TestRun.Details(task) with { Conf = conf });

        _run.Result(task).ShouldBe("\"us 4 True none\"");
    }

    [Fact]
    public async Task A_param_that_is_not_there_names_those_that_are() =>
        (await FailAsync(context => context.Params.Get<string>("regoin"))).ShouldBe("There is no param 'regoin'; there are: region, rows.");

    [Fact]
    public async Task A_param_of_another_type_shows_its_value() =>
        (await FailAsync(context => context.Params.Get<int>("region"))).ShouldBe("The param 'region' is no Int32: \"eu\"");

    [Fact]
    public async Task XComs_go_from_task_to_task()
    {
        var push = _dag.Task("push", async context =>
        {
            await context.XCom.PushAsync("a", new[] { 1, 2 });
            await context.XCom.PushAsync("b", "gone");
            await context.XCom.DeleteAsync("b");
        });
        var pull = _dag.Task("pull", async context => $"{(await context.XCom.PullAsync<int[]>("push", "a"))?.Length} {await context.XCom.PullAsync<string>("push", "b") ?? "none"}");

        await _run.RunAsync(push);
        await _run.RunAsync(pull);

        _run.Result(pull).ShouldBe("\"2 none\"");
    }

    [Fact]
    public async Task Results_of_all_instances_come_in_their_order()
    {
        var mapped = _dag.Map("mapped", [3, 1, 2], n => n);
        var pull = _dag.Task("pull", async context => await context.XCom.PullAllAsync<int>("mapped"));
        foreach (var index in new[] { 2, 0, 1 })
        {
            await _run.RunAsync(mapped, index);
        }

        await _run.RunAsync(pull);

        _run.Result(pull).ShouldBe("[3,1,2]");
    }

    [Fact]
    public async Task Variables_are_read_written_and_taken_away()
    {
        for (var i = 0; i < 1500; i++)
        {
            _run.Backend.Variables[$"many{i}"] = "";
        }

        var seen = await SeeAsync(async context =>
        {
            await context.Variables.SetAsync("plain", "text");
            await context.Variables.SetJsonAsync("json", new[] { 1, 2 });
            var json = await context.Variables.GetJsonAsync<int[]>("json");
            await context.Variables.DeleteAsync("json");
            return $"{await context.Variables.GetAsync("plain")} {json?.Length} {await context.Variables.GetAsync("json", "none")} {(await context.Variables.KeysAsync("many")).Count}";
        });

        seen.ShouldBe("\"text 2 none 1500\"");
    }

    [Fact]
    public async Task A_variable_that_is_not_there_says_how_to_set_it() =>
        (await FailAsync(async context => await context.Variables.GetAsync("bucket"))).ShouldContain("airflow variables set bucket");

    [Fact]
    public async Task A_variable_that_is_no_JSON_is_an_error()
    {
        _run.Backend.Variables["v"] = "{";

        (await FailAsync(async context => await context.Variables.GetJsonAsync<int[]>("v"))).ShouldStartWith("The variable 'v' is no JSON of a Int32[]");
    }

    [Fact]
    public async Task A_connection_hides_its_password_and_gives_its_extras()
    {
        _run.Backend.Connections["db"] = new Connection("db", "postgres") { Host = "h", Password = "secret-word", Extra = """{"ssl": true, "retries": 3}""" };

        var seen = await SeeAsync(async context =>
        {
            var connection = await context.Connections.GetAsync("db");
            return $"{connection} {connection.GetExtra<bool>("ssl")} {connection.GetExtra<int>("retries")} {connection.GetExtra("other", 7)}";
        });

        seen.ShouldBe("\"postgres connection 'db' at h True 3 7\"");
        _run.Backend.Masked.ShouldBe(["secret-word"]);
    }

    [Fact]
    public async Task A_connection_that_is_not_there_says_how_to_add_it() =>
        (await FailAsync(async context => (await context.Connections.GetAsync("db")).Host)).ShouldContain("AIRFLOW_CONN_DB");

    [Fact]
    public async Task Facts_are_attached_to_the_events_of_outlets()
    {
        var (asset, alias) = (new Asset("s3://bucket/key"), new AssetAlias("latest"));
        TaskContext? seen = null;
        var task = _dag.Task(
            "t",
            context =>
            {
                seen = context;
                context.OutletEvents.Add(asset, "rows", 5);
                context.OutletEvents.Add(asset, "day", "monday");
                context.OutletEvents.Add(alias, asset, new Dictionary<string, object?> { ["part"] = 1 });
            },
            new() { Outlets = [asset, alias] });

        await _run.RunAsync(task);

        seen.ShouldNotBeNull().OutletEvents.All.Select(entry => $"{entry.Asset.Name} {entry.Alias?.Name} {JsonSerializer.Serialize(entry.Extra)}").ShouldBe(
            ["""s3://bucket/key  {"rows":5,"day":"monday"}""", """s3://bucket/key latest {"part":1}"""]);
    }

    [Fact]
    public async Task A_task_with_an_inactive_asset_does_not_run()
    {
        _run.Backend.InactiveAssets.Add(new Asset("a", "s3://a"));
        var task = _dag.Task("t", () => 1, new() { Outlets = [new Asset("a", "s3://a")] });

        (await _run.RunAsync(task)).ShouldBeOfType<TaskFailed>().Reason.ShouldContain("not active: a (s3://a/)");
        _run.Result(task).ShouldBeNull();
    }

    private async Task<string?> SeeAsync<T>(Func<TaskContext, T> function)
    {
        var task = _dag.Task("t", function);
        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();
        return _run.Result(task);
    }

    private async Task<string?> SeeAsync<T>(Func<TaskContext, Task<T>> function)
    {
        var task = _dag.Task("t", function);
        (await _run.RunAsync(task)).ShouldBeOfType<TaskSucceeded>();
        return _run.Result(task);
    }

    private async Task<string> FailAsync<T>(Func<TaskContext, T> function) => (await _run.RunAsync(_dag.Task("t", function))).ShouldBeOfType<TaskFailed>().Reason;

    private async Task<string> FailAsync<T>(Func<TaskContext, Task<T>> function) => (await _run.RunAsync(_dag.Task("t", function))).ShouldBeOfType<TaskFailed>().Reason;
}
