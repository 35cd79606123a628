using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Tests.Api.Workers;

public sealed class WorkerEndpointTests : IAsyncLifetime
{
    private const string A = "/api/v2/workers/celery@a";
    private ApiServer server = null!;
    private string op = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        op = await server.TokenOfAsync("op");
        await ReportAsync(1, "a", ["default", "etl"], active: 2);
        await ReportAsync(2, "b", ["etl"]);
        await ReportAsync(3, "c", [], active: 1);
        await ReportAsync(4, "d", ["default"], heard: TimeSpan.FromMinutes(-5));
        await ReportAsync(5, "e", ["default"], heard: TimeSpan.FromHours(-2));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Workers_are_told_with_what_they_do()
    {
        var all = (await GetAsync("/api/v2/workers"))["workers"]!.AsArray();

        all.Select(static one => $"{one!["worker_name"]} {one["state"]}").ShouldBe(["celery@a serving", "celery@b serving", "celery@c draining", "celery@d silent"]);
        var first = all[0]!;
        (first["slots"]!.GetValue<int>(), first["occupied_slots"]!.GetValue<int>(), first["cpu_percent"]!.GetValue<double>(), first["memory_used"]!.GetValue<long>())
            .ShouldBe((8, 2, 12.5, 3_000_000_000));
        (await GetAsync(A))["queues"]!.AsArray().Select(static queue => (string)queue!).ShouldBe(["default", "etl"]);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/workers/celery@e", op)).ShouldBe(404);
    }

    [Fact]
    public async Task Each_of_two_workers_on_one_host_is_told_with_its_own_tasks()
    {
        await ReportAsync(6, "a", ["etl"], name: "celery@a2");
        await RunAsync(("first", 1), ("second", 6), ("third", 6));

        var all = (await GetAsync("/api/v2/workers?hostname=a"))["workers"]!.AsArray();

        all.Select(Told).ShouldBe(["celery@a first", "celery@a2 second third"]);
        Told(await GetAsync(A)).ShouldBe("celery@a first");
        Told(await GetAsync("/api/v2/workers/celery@b")).ShouldBe("celery@b ");

        static string Told(JsonNode? worker) =>
            $"{worker!["worker_name"]} {string.Join(' ', worker["running_tasks"]!.AsArray().Select(static task => (string)task!["task_id"]!).Order(StringComparer.Ordinal))}";
    }

    [Theory]
    [InlineData("queue=etl", "celery@a celery@b")]
    [InlineData("hostname=c", "celery@c")]
    [InlineData("is_alive=false", "celery@d")]
    [InlineData("limit=1&offset=1", "celery@b")]
    public async Task Workers_are_filtered(string query, string names) =>
        string.Join(' ', (await GetAsync($"/api/v2/workers?{query}"))["workers"]!.AsArray().Select(static one => (string)one!["worker_name"]!)).ShouldBe(names);

    [Fact]
    public async Task Queues_are_told_with_who_serves_them()
    {
        var answer = await GetAsync("/api/v2/queues");

        answer["queues"]!.AsArray().Select(static one => $"{one!["queue"]} {one["workers"]!.ToJsonString()} {one["is_served"]}")
            .ShouldBe(["default [\"celery@a\"] true", "etl [\"celery@a\",\"celery@b\"] true"]);
        (await GetAsync("/api/v2/queues?is_served=false"))["total_entries"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task What_a_worker_is_told_reaches_it_and_is_noted()
    {
        var id = Guid.CreateVersion7(server.Clock.GetUtcNow());
        (string Path, object? Body)[] calls =
        [
            ("drain", null), ("resume", null), ("resize", new { slots = 3 }), ("queues", new { queue = "new/one" }), ("shutdown", null),
            ("revoke", new { task_instance_id = id }), ("revoke", new { task_instance_id = id, terminate = false }),
        ];
        foreach (var (path, body) in calls)
        {
            (await server.StatusAsync(HttpMethod.Post, $"{A}/{path}", op, body)).ShouldBe(204, path);
        }

        (await server.StatusAsync(HttpMethod.Delete, $"{A}/queues/new/one", op)).ShouldBe(204);
        server.Workers.Told.ShouldBe(
        [
            "drain celery@a", "resume celery@a", "resize celery@a 3", "add celery@a new/one", "shutdown celery@a", $"revoke celery@a {id} True", $"revoke celery@a {id} False",
            "remove celery@a new/one",
        ]);
        var logged = await server.JsonAsync(HttpMethod.Get, "/api/v2/eventLogs?order_by=-event_log_id&limit=1", await server.TokenOfAsync("admin"));
        $"{logged["event_logs"]![0]!["event"]} {logged["event_logs"]![0]!["owner"]} {logged["event_logs"]![0]!["extra"]}".ShouldBe("remove_worker_queue op celery@a new/one");
    }

    [Theory]
    [InlineData("resize", """{"slots": 0}""")]
    [InlineData("resize", """{"slots": 10001}""")]
    [InlineData("resize", """{}""")]
    [InlineData("queues", """{"queue": ""}""")]
    [InlineData("revoke", """{"task_instance_id": "../x"}""")]
    [InlineData("revoke", """{"task_instance_id": "0192a1f6-0000-7000-8000-000000000000", "signal": "SIGKILL"}""")]
    public async Task Orders_that_make_no_sense_are_422(string path, string body)
    {
        (await server.StatusAsync(HttpMethod.Post, $"{A}/{path}", op, JsonNode.Parse(body))).ShouldBe(422);
        server.Workers.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_may_only_look_tells_workers_nothing()
    {
        foreach (var role in new[] { "viewer", "user" })
        {
            var token = await server.TokenOfAsync(role);
            (await server.StatusAsync(HttpMethod.Get, A, token)).ShouldBe(200);
            (await server.StatusAsync(HttpMethod.Post, $"{A}/shutdown", token)).ShouldBe(403);
        }

        server.Workers.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_is_not_there_refuses_or_keeps_silent_is_told_of()
    {
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/workers/nobody/drain", op)).ShouldBe(404);
        (await server.StatusAsync(HttpMethod.Post, "/api/v2/workers/celery@d/drain", op)).ShouldBe(409);
        server.Workers.Failure = new AirflowException("worker_refused", "celery@a refused: no");
        (await server.StatusAsync(HttpMethod.Post, $"{A}/drain", op)).ShouldBe(409);
        server.Workers.Failure = new AirflowException("worker_silent", "celery@a did not answer within 1 s.") { IsTransient = true };
        (await server.StatusAsync(HttpMethod.Post, $"{A}/drain", op)).ShouldBe(503);
        server.Workers.Failure = new AirflowException("broker_unavailable", "The broker redis://user@inner:6379 does not answer") { IsTransient = true };
        using var answer = await server.SendAsync(HttpMethod.Post, $"{A}/drain", op);
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe((503, """{"detail":"The broker does not answer"}"""));
    }

    private Task<JsonNode> GetAsync(string path) => server.JsonAsync(HttpMethod.Get, path, op);

    /// <summary>Tasks that run on the host a, each in the worker of that process.</summary>
    private async Task RunAsync(params (string TaskId, int Pid)[] running)
    {
        var now = server.Clock.GetUtcNow();
        var dag = new Dag("d");
        foreach (var (taskId, _) in running)
        {
            dag.Task(taskId, static _ => { });
        }

        await server.SaveDagAsync(dag);
        await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = now }, TestContext.Current.CancellationToken);
        var run = (await server.Stores.Runs.FindAsync("d", "r", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var tasks = running.Select(one => new TaskInstance
        {
            Id = Guid.CreateVersion7(now.AddMilliseconds(one.Pid + one.TaskId.Length)),
            Key = new TaskInstanceKey("d", "r", one.TaskId, -1),
            Pool = "default_pool",
            Queue = "default",
            Operator = "@task",
            State = TaskState.Running,
            Hostname = "a",
            Pid = one.Pid,
        });
        (await server.Stores.StateWriter.WriteAsync(
            new StateChange { NewTasks = [.. tasks], Runs = [new RunChange(run.Id, RunState.Queued, RunState.Running, now)] }, TestContext.Current.CancellationToken)).ShouldBe(StateResult.Applied);
    }

    private Task ReportAsync(int pid, string host, string[] queues, int active = 0, TimeSpan heard = default, string? name = null) => server.Stores.Workers.ReportAsync(
        new WorkerRecord
        {
            Id = new Guid(pid, 0, 0, new byte[8]),
            Name = name ?? $"celery@{host}",
            Hostname = host,
            Pid = pid,
            Queues = queues,
            Capacity = 8,
            Active = active,
            CpuPercent = 12.5,
            MemoryUsed = 3_000_000_000,
            MemoryTotal = 8_000_000_000,
            StartedAt = server.Clock.GetUtcNow() + heard,
            LatestHeartbeat = server.Clock.GetUtcNow() + heard,
        },
        TestContext.Current.CancellationToken);
}
