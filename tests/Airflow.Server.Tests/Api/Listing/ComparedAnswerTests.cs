using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Listing;

/// <summary>Questions that were put to Airflow 3.3.2 beside the recorded ones, and what it answered.</summary>
public sealed class ComparedAnswerTests : IAsyncLifetime
{
    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        var dag = new Dag("d");
        dag.Task("t", static _ => { });
        await server.SaveDagAsync(dag);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("backfills?dag_id=d&order_by=-id", 200)]
    [InlineData("backfills?dag_id=d&order_by=created_at", 400)]
    [InlineData("dags/d/dagRuns?state=none", 200)]
    [InlineData("dags/d/dagRuns?state=no_status", 422)]
    [InlineData("dags?dag_run_state=no_status", 422)]
    [InlineData("dags/d/dagRuns?duration_lte=inf", 200)]
    [InlineData("dags/d/dagRuns?duration_gte=-Infinity", 200)]
    [InlineData("dags/d/dagRuns?duration_gte=infinite", 422)]
    public async Task Questions_are_understood_or_refused_alike(string path, int status) =>
        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/{path}", token)).ShouldBe(status);

    [Fact]
    public async Task A_task_from_a_function_is_one_of_the_decorator()
    {
        var task = await AskAsync("GET", "dags/d/tasks/t");

        task["class_ref"]!.ToJsonString().ShouldBe("""{"module_path":"airflow.providers.standard.decorators.python","class_name":"_PythonDecoratedOperator"}""");
        task["template_fields"]!.ToJsonString().ShouldBe("""["templates_dict","op_args","op_kwargs"]""");
    }

    [Theory]
    [InlineData("""{"logical_date": null, "dag_run_id": "scheduled__2025-01-01T00:00:00+00:00"}""", "A manual DAG run cannot use ID 'scheduled__2025-01-01T00:00:00+00:00' since it is reserved for scheduled runs")]
    [InlineData("""{"logical_date": null, "dag_run_id": "backfill__x"}""", "A manual DAG run cannot use ID 'backfill__x' since it is reserved for backfill runs")]
    [InlineData("""{"logical_date": null, "partition_key": "k"}""", "Dag 'd' is not a partitioned Dag and does not accept a partition_key.")]
    public async Task A_run_that_cannot_be_is_refused_with_its_reason(string body, string reason) => (await AskAsync("POST", "dags/d/dagRuns", body, 400))["detail"]!.GetValue<string>().ShouldBe(reason);

    [Fact]
    public async Task A_run_without_a_name_gets_one_and_one_with_too_long_a_name_is_refused()
    {
        (await AskAsync("POST", "dags/d/dagRuns", """{"logical_date": null, "dag_run_id": ""}"""))["dag_run_id"]!.GetValue<string>().ShouldStartWith("manual__");
        await AskAsync("POST", "dags/d/dagRuns", $$"""{"logical_date": null, "dag_run_id": "{{new string('x', 251)}}"}""", 422);
        var moment = await AskAsync("POST", "dags/d/dagRuns", """{"logical_date": "2025-02-01T00:00:00+05:30", "dag_run_id": "r"}""");
        moment["data_interval_start"]!.GetValue<string>().ShouldBe("2025-02-01T00:00:00+05:30");
    }

    [Theory]
    [InlineData("pools", """{"name": "a", "slots": 1}""")]
    [InlineData("connections", """{"connection_id": "a", "conn_type": "http"}""")]
    public async Task What_is_created_twice_in_one_call_is_a_conflict_and_nothing_is_made(string path, string entity)
    {
        await AskAsync("PATCH", path, $$"""{"actions": [{"action": "create", "entities": [{{entity}}, {{entity}}]}]}""", 409);

        await AskAsync("GET", $"{path}/a", null, 404);
    }

    [Fact]
    public async Task Later_actions_see_the_variables_that_earlier_ones_created()
    {
        var done = await AskAsync(
            "PATCH",
            "variables",
            """{"actions": [{"action": "create", "entities": [{"key": "k", "value": "1"}]}, {"action": "update", "entities": [{"key": "k", "value": "2"}]}, {"action": "delete", "entities": ["k"]}]}""");

        done.ToJsonString().ShouldBe("""{"create":{"success":["k"],"errors":[]},"update":{"success":["k"],"errors":[]},"delete":{"success":["k"],"errors":[]}}""");
    }

    [Fact]
    public async Task A_pool_is_changed_as_a_whole_and_by_either_name()
    {
        await AskAsync("POST", "pools", """{"name": "p", "slots": 1}""", 201);
        var refused = await AskAsync("PATCH", "pools", """{"actions": [{"action": "update", "entities": [{"name": "p", "slots": 2}], "update_mask": ["slots"]}]}""", 422);
        refused["detail"]![0]!.ToJsonString().ShouldBe("""{"type":"missing","loc":["include_deferred"],"msg":"Field required","input":{"slots":2,"pool":"p"},"url":"https://errors.pydantic.dev/2.14/v/missing"}""");

        var changed = await AskAsync("PATCH", "pools/p", """{"name": "p", "slots": 4, "description": "x", "include_deferred": false}""");
        changed["slots"]!.GetValue<int>().ShouldBe(4);
    }

    [Theory]
    [InlineData("pools", "null", 2)]
    [InlineData("pools", "", 2)]
    [InlineData("dags/d/clearTaskInstances", "null", 1)]
    public async Task No_body_is_a_missing_one(string path, string body, int times)
    {
        var refused = await AskAsync(path == "pools" ? "PATCH" : "POST", path, body, 422);

        refused["detail"]!.AsArray().Select(static one => $"{one!["type"]} {one["loc"]!.ToJsonString()}").ShouldBe(Enumerable.Repeat("missing [\"body\"]", times));
    }

    [Theory]
    [InlineData("""["t"]""", "missing 1")]
    [InlineData("""["t", "x"]""", "int_parsing 1")]
    [InlineData("""["t", 1, 2]""", "too_long tuple[str, int]")]
    [InlineData("7", "tuple_type tuple[str, int]")]
    public async Task What_is_no_task_id_with_an_index_is_told(string id, string problem)
    {
        var refused = await AskAsync("POST", "dags/d/clearTaskInstances", $$"""{"task_ids": [{{id}}]}""", 422);

        refused["detail"]!.AsArray().Select(static one => $"{one!["type"]} {one["loc"]!.AsArray()[^1]}").ShouldBe(["string_type str", problem]);
    }

    private async Task<JsonNode> AskAsync(string method, string path, string? body = null, int status = 200)
    {
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.SendAsync(new HttpMethod(method), $"/api/v2/{path}", token, content);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
