using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Execution;

/// <summary>Each dated version has the operations and the fields that Airflow's own list of changes says.</summary>
[Trait("Category", "Conformance")]
public sealed class ApiVersionsTests : IAsyncLifetime
{
    private static readonly JsonObject Api = JsonNode.Parse(File.ReadAllText(Path.Combine(Reference.Folder, "execution", "openapi-execution.json")))!.AsObject();

    private ExecutionServer server = null!;
    private Guid id;

    public static TheoryData<string> Versions => [.. Api["x-versions"]!.AsArray().Select(version => version!.GetValue<string>())];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        server = await ExecutionServer.StartAsync(Cancel);
        id = Guid.CreateVersion7(Now);
        var version = await server.SaveDagAsync("wire", ["one", "two"], Cancel);
        await server.Stores.Runs.CreateAsync(
            new DagRun { DagId = "wire", RunId = "r", RunType = RunType.Manual, RunAfter = Now, LogicalDate = Now, CreatedDagVersionId = version }, Cancel);
        await server.Stores.Runs.AcquireAsync("me", TimeSpan.FromHours(1), 10, Now, Cancel);
        var task = new TaskInstance
        {
            Id = id, Key = new TaskInstanceKey("wire", "r", "two", -1), Pool = Pool.DefaultName, Queue = "default", MaxTries = 1, DagVersionId = version,
        };
        await WriteAsync(new StateChange { NewTasks = [task] });
        await WriteAsync(new StateChange { Tasks = [new TaskReady(id, TaskState.None, TaskState.Queued, task.Pool, 1) { At = Now, TryNumber = 1 }] });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_context_of_a_try_has_the_fields_of_its_version(string version)
    {
        var answer = await SendAsync(
            "PATCH", $"/execution/task-instances/{id}/run", version, """{"state":"running","hostname":"h","unixname":"u","pid":1,"start_date":"2026-03-01T12:00:00Z"}""");

        var context = answer.Body.ShouldBeOfType<JsonObject>();
        ShouldHaveFieldsOf(context["dag_run"]!.AsObject(), "DagRun", version);
        context.ContainsKey("upstream_map_indexes").ShouldBe(string.CompareOrdinal(version, "2026-04-06") < 0);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_operation_is_there_from_its_version_on(string version)
    {
        foreach (var (change, delta) in Api["x-version-deltas"]!.AsObject())
        {
            var since = change.Split(" -> ")[1];
            foreach (var operation in delta!["operations_added"]!.AsArray().Select(operation => operation!.GetValue<string>()).Where(name => !name.Contains("connection-tests", StringComparison.Ordinal)))
            {
                var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
                var answer = await SendAsync(method, "/execution" + Filled(path), version, method == "PUT" ? """{"value":1}""" : null);

                var isThere = !(answer.Status == 404 && answer.Body?["detail"]?.GetValueKind() == System.Text.Json.JsonValueKind.String);
                isThere.ShouldBe(string.CompareOrdinal(version, since) >= 0 || path == "/variables/keys", $"{operation} in {version}: {answer.Status} {answer.Body?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public async Task Before_the_first_version_there_is_nothing() => (await SendAsync("GET", "/execution/health", "2025-04-10", null)).Status.ShouldBe(404);

    [Fact]
    public async Task Without_a_version_the_newest_answers()
    {
        using var response = await server.Client.GetAsync(new Uri(server.Address, "/execution/health"), Cancel);

        response.Headers.GetValues("Airflow-API-Version").ShouldHaveSingleItem().ShouldBe(Versions.Last().Data);
    }

    [Theory]
    [InlineData("success", """{"state":"success","end_date":"2026-03-01T12:00:00Z"}""")]
    [InlineData("retry", """{"state":"up_for_retry","end_date":"2026-03-01T12:00:00Z"}""")]
    [InlineData("deferral", """{"state":"deferred","classpath":"a.T","next_method":"go"}""")]
    public async Task An_end_may_be_told_twice(string what, string body)
    {
        await SendAsync("PATCH", $"/execution/task-instances/{id}/run", null, """{"state":"running","hostname":"h","unixname":"u","pid":1,"start_date":"2026-03-01T12:00:00Z"}""");

        (await SendAsync("PATCH", $"/execution/task-instances/{id}/state", null, body)).Status.ShouldBe(204, what);
        (await SendAsync("PATCH", $"/execution/task-instances/{id}/state", null, body)).Status.ShouldBe(200, what);
    }

    /// <summary>The newest form, without what came after the version.</summary>
    private static void ShouldHaveFieldsOf(JsonObject actual, string schema, string version)
    {
        var fields = Api["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (change, delta) in Api["x-version-deltas"]!.AsObject())
        {
            if (string.CompareOrdinal(change.Split(" -> ")[1], version) > 0 && delta!["schemas"]![schema] is JsonObject changed && changed["fields_added"] is JsonArray added)
            {
                fields.ExceptWith(added.Select(field => field!.GetValue<string>()));
            }
        }

        actual.Select(field => field.Key).ShouldBe(fields, ignoreOrder: true);
    }

    private static string Filled(string path)
    {
        var filled = path.Replace("{dag_id}", "wire", StringComparison.Ordinal).Replace("{run_id}", "r", StringComparison.Ordinal).Replace("{key}", "k", StringComparison.Ordinal);
        var query = path.Contains("previous", StringComparison.Ordinal) ? "?dag_id=wire&logical_date=2026-03-01T12:00:00Z"
            : path.Contains("by-alias", StringComparison.Ordinal) ? "?alias_name=a"
            : path.Contains("/store/asset/", StringComparison.Ordinal) ? "?name=wire_asset&uri=s3://wire/asset&key=k" : "";
        return filled + query;
    }

    private async Task<(int Status, JsonNode? Body)> SendAsync(string method, string path, string? version, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path.Replace("{task_instance_id}", id.ToString(), StringComparison.Ordinal)));
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.ForTry(id)}");
        if (version is not null)
        {
            request.Headers.Add("Airflow-API-Version", version);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await server.Client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private async Task WriteAsync(StateChange change) => (await server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
}
