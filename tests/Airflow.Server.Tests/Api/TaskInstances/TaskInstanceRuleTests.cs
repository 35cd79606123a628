using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.Server.Tests.Api.TaskInstances;

/// <summary>What listing and changing task instances answers and leaves behind.</summary>
public sealed class TaskInstanceRuleTests : IAsyncLifetime
{
    private const string Tasks = "/api/v2/dags/d/dagRuns/r1/taskInstances";
    private const string Group = "/api/v2/dags/d/dagRuns/r1/taskGroupInstances/g";

    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        var dag = new Dag("d");
        var list = dag.Task("list", static _ => new[] { 1, 2 });
        list.Map("mapped", static number => number);
        var group = dag.Group("g");
        group.Task("b", static _ => { });
        group.Task("c", static _ => { });
        await server.SaveDagAsync(dag);
        var run = new DagRun { DagId = "d", RunId = "r1", RunType = RunType.Manual, RunAfter = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        (await server.Stores.Runs.CreateAsync(run, TestContext.Current.CancellationToken)).ShouldBe(RunCreation.Created);
        await server.JsonAsync(HttpMethod.Get, Tasks, token);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("d/dagRuns/gone/taskInstances/list/listMapped", 404, "Task id list is not mapped")]
    [InlineData("d/dagRuns/gone/taskInstances/nope/listMapped", 404, "Task id nope not found")]
    [InlineData("d/dagRuns/gone/taskInstances/mapped/listMapped", 200, "")]
    [InlineData("gone/dagRuns/gone/taskInstances/mapped/listMapped", 404, "The Dag with ID: `gone` was not found")]
    [InlineData("gone/dagRuns/gone/taskInstances", 404, "DagRun with dag_id: `gone` and run_id: `gone` was not found")]
    [InlineData("d/dagRuns/gone/taskInstances", 404, "DagRun with dag_id: `d` and run_id: `gone` was not found")]
    [InlineData("gone/dagRuns/~/taskInstances", 404, "The Dag with ID: `gone` was not found")]
    [InlineData("d/dagRuns/r1/taskInstances/list/externalLogUrl/1", 400, "Task log handler does not support external logs.")]
    [InlineData("d/dagRuns/r1/taskInstances/gone/externalLogUrl/1", 400, "Task log handler does not support external logs.")]
    [InlineData("d/dagRuns/r1/taskInstances/list/links?try_number=7", 404, "TaskInstanceHistory not found for try_number=7")]
    public async Task What_is_not_there_is_told(string path, int status, string detail)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, $"/api/v2/dags/{path}", token);

        ((int)answer.StatusCode).ShouldBe(status);
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"] ?? "").ShouldBe(detail);
    }

    [Fact]
    public async Task What_has_not_begun_is_the_try_that_it_will_be() =>
        ((int)(await server.JsonAsync(HttpMethod.Get, $"{Tasks}/list/tries", token))["task_instances"]!.AsArray().ShouldHaveSingleItem()!["try_number"]!).ShouldBe(0);

    [Fact]
    public async Task A_group_answers_those_that_changed()
    {
        await server.JsonAsync(HttpMethod.Patch, $"{Tasks}/g.b", token, new { new_state = "success" });

        var changed = (await server.JsonAsync(HttpMethod.Patch, Group, token, new { new_state = "success" }))["task_instances"]!.AsArray();
        changed.Select(static task => (string?)task!["task_id"]).ShouldBe(["g.c"]);
    }

    [Fact]
    public async Task Null_is_no_note_without_a_mask_and_takes_it_away_with_one()
    {
        await server.JsonAsync(HttpMethod.Patch, $"{Tasks}/list", token, new { note = "kept" });

        await server.JsonAsync(HttpMethod.Patch, $"{Tasks}/list", token, new { note = (string?)null });
        (await NoteAsync()).ShouldBe("kept");
        await server.JsonAsync(HttpMethod.Patch, $"{Tasks}/list?update_mask=note", token, new { note = (string?)null });
        (await NoteAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task No_state_is_refused_wherever_it_stands()
    {
        (await server.StatusAsync(HttpMethod.Patch, $"{Tasks}/list", token, new { new_state = (string?)null })).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Patch, Tasks, token, JsonNode.Parse("""{"actions": [{"action": "update", "entities": [{"task_id": "list", "new_state": null}]}]}"""))).ShouldBe(422);
    }

    [Theory]
    [InlineData("~", """{"action": "delete", "entities": ["list"]}""", "When using wildcard in path, dag_id and dag_run_id must be specified in BulkTaskInstanceBody object, not as string for task_id: list")]
    [InlineData("d", """{"action": "update", "entities": [{"task_id": "g.b", "note": "n"}, {"task_id": "list", "map_index": 7}]}""", "The task instances with these identifiers: [{'dag_id': 'd', 'dag_run_id': 'r1', 'task_id': 'list', 'map_index': 7}] were not found")]
    [InlineData("d", """{"action": "delete", "entities": ["gone"]}""", "No task instances found for dag_id: d, run_id: r1, task_id: gone")]
    public async Task A_bulk_action_says_what_it_misses(string dagId, string action, string error)
    {
        var answer = await server.JsonAsync(HttpMethod.Patch, $"/api/v2/dags/{dagId}/dagRuns/r1/taskInstances", token, JsonNode.Parse($$"""{"actions": [{{action}}]}"""));
        var result = (answer["update"] ?? answer["delete"])!;

        ((string?)result["errors"]!.AsArray().ShouldHaveSingleItem()!["error"]).ShouldBe(error);
        result["success"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("order_by=rendered_map_index", 200)]
    [InlineData("order_by=pool", 400)]
    [InlineData("rendered_map_index_pattern=1", 200)]
    [InlineData("rendered_map_index_prefix_pattern=1", 200)]
    [InlineData("task_group_id=g", 200)]
    [InlineData("task_group_id=gone", 404)]
    public async Task Lists_are_asked_as_in_Airflow(string query, int status) => (await server.StatusAsync(HttpMethod.Get, $"{Tasks}?{query}", token)).ShouldBe(status);

    [Theory]
    [InlineData("try_number", 400)]
    [InlineData("run_after", 400)]
    [InlineData("-duration", 200)]
    [InlineData("", 200)]
    public async Task A_body_orders_by_less_than_a_query(string order, int status) =>
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/dags/~/dagRuns/~/taskInstances/list", token, new { order_by = order })).ShouldBe(status);

    [Theory]
    [InlineData("execution_timeout", 200)]
    [InlineData("-retry_delay", 200)]
    [InlineData("is_mapped", 400)]
    [InlineData("doc_md", 400)]
    public async Task Tasks_are_ordered_by_what_Airflow_orders_them_by(string order, int status) =>
        (await server.StatusAsync(HttpMethod.Get, $"/api/v2/dags/d/tasks?order_by={order}", token)).ShouldBe(status);

    [Theory]
    [InlineData("""{"__classname__": "x", "__data__": 1}""", "value contains reserved serialization keys: __classname__, __data__")]
    [InlineData("""{"a": [1, {"__type": "x"}]}""", "value.a[1] contains reserved serialization keys: __type")]
    [InlineData(""" "[{\"__var\": 1}]" """, "value[0] contains reserved serialization keys: __var")]
    public async Task XComs_hold_no_keys_that_Airflow_reads_values_by(string value, string fault)
    {
        using var answer = await server.SendAsync(HttpMethod.Post, $"{Tasks}/list/xcomEntries", token, JsonNode.Parse($$"""{"key": "k", "value": {{value}}}"""));

        ((int)answer.StatusCode).ShouldBe(422);
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]![0]!["msg"]).ShouldBe($"Value error, XCom {fault}. These keys are reserved for internal use.");
    }

    private async Task<string?> NoteAsync() => (string?)(await server.JsonAsync(HttpMethod.Get, $"{Tasks}/list", token))["note"];
}
