using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.Server.Tests.Api.DagRuns;

/// <summary>What changing and clearing runs answers and leaves behind.</summary>
public sealed class DagRunRuleTests : IAsyncLifetime
{
    private const string Runs = "/api/v2/dags/d/dagRuns";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ApiServer server = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        var dag = new Dag("d");
        dag.Task("a", static _ => { });
        await server.SaveDagAsync(dag);
        await AddAsync("r1", "k1");
        await AddAsync("r2", null);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("""{"action": "update", "entities": [{"dag_run_id": "r1", "note": "n"}, {"dag_run_id": "zz"}, {"dag_run_id": "gone"}]}""", "[('d', 'gone'), ('d', 'zz')] were not found")]
    [InlineData("""{"action": "delete", "entities": ["r1", "gone"]}""", "[('d', 'gone')] were not found")]
    public async Task A_bulk_action_that_misses_a_run_does_nothing(string action, string error)
    {
        var answer = await BulkAsync(Runs, action);

        answer["success"]!.AsArray().ShouldBeEmpty();
        ((string)answer["errors"]!.AsArray().ShouldHaveSingleItem()!["error"]!).ShouldEndWith(error);
        (await NoteAsync("r1")).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_entities_for_a_run_the_later_counts_and_null_says_nothing()
    {
        await BulkAsync(Runs, """{"action": "update", "entities": [{"dag_run_id": "r1", "note": "first"}, {"dag_run_id": "r1", "note": "last"}]}""");
        var answer = await BulkAsync(Runs, """{"action": "update", "entities": [{"dag_run_id": "r1", "note": null, "state": null}]}""");

        answer["success"]!.ToJsonString().ShouldBe("""["d.r1"]""");
        (await NoteAsync("r1")).ShouldBe("last");
    }

    [Fact]
    public async Task A_wildcard_needs_the_DAG_in_each_entity()
    {
        var answer = await BulkAsync("/api/v2/dags/~/dagRuns", """{"action": "delete", "entities": ["r1", {"dag_run_id": "r2"}]}""");

        answer["errors"]!.AsArray().Select(static error => (string?)error!["error"]).ShouldBe([
            "When using wildcard in path, dag_id must be specified in BulkDAGRunBody object, not as string for dag_run_id: r1",
            "When using wildcard in path, dag_id must be specified in request body for dag_run_id: r2",
        ]);
    }

    [Fact]
    public async Task Who_may_not_change_all_of_them_changes_none() => (await server.StatusAsync(
        HttpMethod.Patch, "/api/v2/dags/~/dagRuns", await server.TokenOfAsync("viewer"), JsonNode.Parse("""{"actions": [{"action": "update", "entities": [{"dag_id": "d", "dag_run_id": "r1"}]}]}""")))
        .ShouldBe(403);

    [Theory]
    [InlineData("clearDagRuns", """{"only_new": true, "only_failed": true, "x": 1}""", "Value error, only_new and only_failed are mutually exclusive")]
    [InlineData("dagRuns/r1/clear", """{"only_new": true, "only_failed": true, "x": 1}""", "Value error, only_new and only_failed are mutually exclusive")]
    [InlineData("clearTaskInstances", """{"only_running": true, "only_failed": true, "x": 1}""", "Value error, only_failed and only_running both are set to True")]
    [InlineData("clearTaskInstances", """{"dag_run_id": "r1", "end_date": "2026-01-01T00:00:00Z"}""", "Value error, Exactly one of dag_run_id or end_date must be provided")]
    [InlineData("clearTaskInstances", """{"dag_run_id": "r1", "start_date": "2025-01-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}""", "Value error, Exactly one of dag_run_id or (start_date and end_date) must be provided")]
    [InlineData("clearTaskInstances", """{"start_date": "2027-01-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}""", "Value error, end_date is sooner than start_date")]
    [InlineData("clearTaskInstances", """{"task_ids": []}""", "Value error, task_ids list should have at least 1 element.")]
    public async Task A_rule_of_the_whole_body_is_told_alone(string route, string body, string message)
    {
        var answer = await RefusedAsync(HttpMethod.Post, $"/api/v2/dags/d/{route}", body, 422);

        answer.AsArray().Select(static problem => (string?)problem!["msg"]).Distinct().ShouldBe([message]);
    }

    [Theory]
    [InlineData("/api/v2/dags/~/clearDagRuns", """{"partition_key": "k1"}""", "Partition selectors require a concrete dag_id; '~' is not supported.")]
    [InlineData("/api/v2/dags/d/clearTaskInstances", """{"dag_run_id": "r1", "include_past": true}""", "Cannot use include_past or include_future with no logical_date(e.g. manually or asset-triggered).")]
    public async Task What_cannot_be_chosen_is_refused(string route, string body, string detail) =>
        ((string?)await RefusedAsync(HttpMethod.Post, route, body, 400)).ShouldBe(detail);

    [Fact]
    public async Task Clearing_partitions_takes_key_and_date_and_leaves_the_run_alone()
    {
        var dry = await PartitionsAsync("""{"run_id": "r1"}""");
        var gone = await PartitionsAsync("""{"run_id": "gone", "dry_run": false}""");
        var whole = await PartitionsAsync("""{"run_id": "r2", "clear_task_instances": true}""");
        (await RunAsync("r1"))!["partition_key"]!.ToString().ShouldBe("k1");
        var done = await PartitionsAsync("""{"partition_key": "k1", "dry_run": false}""");

        dry.ShouldBe((1, 0));
        gone.ShouldBe((0, 0));
        whole.ShouldBe((0, 0));
        done.ShouldBe((1, 0));
        var run = await RunAsync("r1");
        run["partition_key"].ShouldBeNull();
        ((string?)run["state"]).ShouldBe("queued");
        (await PartitionsAsync("""{"partition_key": "k1", "dry_run": false}""")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_note_stays_when_clearing_says_nothing_of_it_and_goes_when_it_is_empty()
    {
        await server.JsonAsync(HttpMethod.Patch, $"{Runs}/r1", token, new { note = "kept" });

        await server.JsonAsync(HttpMethod.Post, $"{Runs}/r1/clear", token, new { dry_run = false, note = (string?)null });
        (await NoteAsync("r1")).ShouldBe("kept");
        await server.JsonAsync(HttpMethod.Post, $"{Runs}/r1/clear", token, new { dry_run = false, note = "" });
        (await NoteAsync("r1")).ShouldBeNull();
    }

    [Fact]
    public async Task Tasks_of_an_ended_run_can_be_cleared_without_starting_it_anew()
    {
        await server.JsonAsync(HttpMethod.Patch, $"{Runs}/r1", token, new { state = "success" });

        await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/d/clearTaskInstances", token, new { dag_run_id = "r1", dry_run = false, only_failed = false, reset_dag_runs = false });
        ((string?)(await RunAsync("r1"))["state"]).ShouldBe("success");
        await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/d/clearTaskInstances", token, new { dag_run_id = "r1", dry_run = false, only_failed = false });
        ((string?)(await RunAsync("r1"))["state"]).ShouldBe("queued");
    }

    private async Task AddAsync(string id, string? partition)
    {
        var run = new DagRun { DagId = "d", RunId = id, RunType = RunType.Manual, RunAfter = Noon, PartitionKey = partition };
        (await server.Stores.Runs.CreateAsync(run, TestContext.Current.CancellationToken)).ShouldBe(RunCreation.Created);
    }

    private Task<JsonNode> RunAsync(string id) => server.JsonAsync(HttpMethod.Get, $"{Runs}/{id}", token);

    private async Task<string?> NoteAsync(string id) => (string?)(await RunAsync(id))["note"];

    private async Task<(int Runs, int Tasks)> PartitionsAsync(string body)
    {
        var answer = await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/d/clearPartitions", token, JsonNode.Parse(body));
        return ((int)answer["dag_runs_cleared"]!, (int)answer["task_instances_cleared"]!);
    }

    private async Task<JsonNode> BulkAsync(string route, string action)
    {
        var answer = await server.JsonAsync(HttpMethod.Patch, route, token, JsonNode.Parse($$"""{"actions": [{{action}}]}"""));
        return (answer["update"] ?? answer["delete"])!;
    }

    private async Task<JsonNode> RefusedAsync(HttpMethod method, string route, string body, int status)
    {
        using var answer = await server.SendAsync(method, route, token, JsonNode.Parse(body));
        ((int)answer.StatusCode).ShouldBe(status);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!;
    }
}
