using System.Text.Json.Nodes;

namespace Airflow.EndToEnd.Rest;

/// <summary>Holding, draining and explaining over REST.</summary>
public sealed class RestHoldTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Dags = "/api/v2/dags";

    [Fact]
    public async Task A_held_run_begins_when_it_is_resumed()
    {
        await AskAsync("POST", $"{Dags}/api_fixture_ok/drain");
        var run = await AskAsync("POST", $"{Dags}/api_fixture_ok/dagRuns", new JsonObject { ["dag_run_id"] = "held", ["logical_date"] = null });
        var path = $"{Dags}/api_fixture_ok/dagRuns/{run["dag_run_id"]}";

        var held = await AskAsync("POST", $"{path}/hold", new JsonObject { ["reason"] = "the source is being mended" });
        var open = await AskAsync("POST", $"{Dags}/api_fixture_ok/resume");
        var resumed = await AskAsync("POST", $"{path}/resume");
        await server.Client.StepAsync(new JsonObject { ["method"] = "GET", ["path"] = path, ["until"] = new JsonObject { ["/state"] = new JsonArray("success") } });

        ((bool)held["is_held"]!).ShouldBeTrue();
        ((string?)held["held_by"]).ShouldBe("admin");
        ((string?)held["reason"]).ShouldBe("the source is being mended");
        ((bool)open["is_paused"]!).ShouldBeFalse();
        ((bool)resumed["is_held"]!).ShouldBeFalse();
        (await StatusAsync("POST", $"{path}/resume")).ShouldBe(409, "it is not held");
        (await StatusAsync("POST", $"{path}/hold")).ShouldBe(409, "it has ended");
        var events = await AskAsync("GET", "/api/v2/eventLogs?event=hold_dag_run");
        ((string?)events["event_logs"]![0]!["extra"]).ShouldBe("the source is being mended");
    }

    [Fact]
    public async Task A_drained_DAG_without_running_runs_is_paused_at_once_and_a_task_says_so()
    {
        var drained = await AskAsync("POST", $"{Dags}/api_fixture_warn/drain");
        var resumed = await AskAsync("POST", $"{Dags}/api_fixture_warn/resume");

        ((bool)drained["is_paused"]!).ShouldBeTrue();
        ((bool)drained["is_draining"]!).ShouldBeFalse();
        ((bool)resumed["is_paused"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_task_that_did_not_run_explains_why()
    {
        var why = await AskAsync("GET", $"{Dags}/api_fixture/dagRuns/api_run_1/taskInstances/after_boom/explain");

        ((bool)why["may_start"]!).ShouldBeFalse();
        why["reasons"]!.AsArray().ShouldNotBeEmpty();
        why["reasons"]!.AsArray().ShouldAllBe(reason => $"{reason!["reason"]}".Length > 0 && $"{reason["code"]}".Length > 0);
    }

    [Theory]
    [InlineData("viewer", "POST", "/api_fixture_ok/dagRuns/api_ok_1/hold", 403)]
    [InlineData("viewer", "POST", "/api_fixture_ok/drain", 403)]
    [InlineData("viewer", "GET", "/api_fixture/dagRuns/api_run_1/taskInstances/boom/explain", 200)]
    [InlineData("op", "POST", "/api_fixture_ok/dagRuns/nope/hold", 404)]
    [InlineData("op", "POST", "/nope/drain", 404)]
    [InlineData("op", "POST", "/api_fixture/dagRuns/api_run_1/taskInstances/nope/hold", 404)]
    [InlineData("op", "GET", "/api_fixture/dagRuns/api_run_1/taskInstances/boom/explain?map_index=7", 404)]
    public async Task Only_what_is_there_is_held_and_only_by_who_may(string role, string method, string path, int status)
    {
        var answer = await server.Client.SendAsync(new JsonObject { ["method"] = method, ["path"] = $"{Dags}{path}", ["as"] = role });

        answer.Status.ShouldBe(status, answer.Text);
    }

    [Fact]
    public async Task A_reason_has_bounds() =>
        (await StatusAsync("POST", $"{Dags}/api_fixture_ok/dagRuns/api_ok_1/hold", new JsonObject { ["reason"] = new string('x', 5_000) })).ShouldBe(422);

    private async Task<JsonNode> AskAsync(string method, string path, JsonObject? body = null)
    {
        var answer = await server.Client.SendAsync(Request(method, path, body));
        answer.Status.ShouldBeInRange(200, 299, $"{method} {path}: {answer.Text}");
        return JsonNode.Parse(answer.Text)!;
    }

    private async Task<int> StatusAsync(string method, string path, JsonObject? body = null) => (await server.Client.SendAsync(Request(method, path, body))).Status;

    private static JsonObject Request(string method, string path, JsonObject? body)
    {
        var request = new JsonObject { ["method"] = method, ["path"] = path };
        if (body is not null)
        {
            request["body"] = body;
        }

        return request;
    }
}
