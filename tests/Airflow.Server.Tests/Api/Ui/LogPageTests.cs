using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Server.Api.Ui;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>Logs of any length on the page of a task, and the search in all logs of a run.</summary>
public sealed class LogPageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private ApiServer server = null!;
    private string viewer = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        viewer = await server.TokenOfAsync("viewer");
        var dag = new Dag("d");
        dag.Task("a", static _ => { });
        dag.Task("b", static _ => { });
        await server.SaveDagAsync(dag);
        (await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = Noon }, Cancel)).ShouldBe(RunCreation.Created);
        var run = (await server.Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        (await server.Stores.StateWriter.WriteAsync(
            new StateChange { NewTasks = [Task("a", 0), Task("b", 1)], Runs = [new RunChange(run.Id, RunState.Queued, RunState.Failed, Noon)] }, Cancel)).ShouldBe(StateResult.Applied);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_short_log_comes_as_a_whole()
    {
        await WriteAsync("a", ["one", "two"]);

        var page = await server.JsonAsync(HttpMethod.Get, "/ui/log/d/r/a/1", viewer);

        page["content"]!.AsArray().Select(static line => (string?)line!["event"]).ShouldBe(["::group::Log message source details", "::endgroup::", "one", "two"]);
        ((int)page["lines"]!, (string?)page["continuation_token"]).ShouldBe((4, null));
    }

    [Fact]
    public async Task Of_a_long_log_any_part_is_told()
    {
        const int Lines = 60_000;
        await WriteAsync("a", Enumerable.Range(0, Lines).Select(static number =>
            $$"""{"event":"line {{number.ToString(CultureInfo.InvariantCulture)}} {{new string('z', 60)}}","level":"{{(number is 41_000 or 50_000 ? "error" : "info")}}"}"""));

        var page = await server.JsonAsync(HttpMethod.Get, "/ui/log/d/r/a/1", viewer);
        var part = await server.JsonAsync(HttpMethod.Get, "/ui/log_lines/d/r/a/1?first=41002&limit=3", viewer);
        var head = await server.JsonAsync(HttpMethod.Get, "/ui/log_lines/d/r/a/1?first=2&limit=2", viewer);
        var end = await server.JsonAsync(HttpMethod.Get, $"/ui/log_lines/d/r/a/1?first={Lines + 2}&limit=200", viewer);

        page["content"].ShouldBeNull();
        ((long)page["size"]!).ShouldBeGreaterThan(LogPageEndpoints.LongestWhole);
        ((int)page["lines"]!, (int)page["first_error"]!, Number(page["last_error"]!), Number(page["tail"]!.AsArray()[^1]!)).ShouldBe((Lines + 2, 41_003, 50_000, Lines - 1));
        Numbers(part).ShouldBe([40_999, 41_000, 41_001]);
        ((string?)head["content"]![0]!["event"], Number(head["content"]![1]!)).ShouldBe(("::endgroup::", 0));
        Numbers(end).ShouldBe([Lines - 1]);
    }

    [Fact]
    public async Task A_log_is_streamed_and_is_the_same_in_both_forms()
    {
        const int Lines = 40_000;
        await WriteAsync("a", Enumerable.Range(0, Lines).Select(static number => $$"""{"event":"{{number.ToString(CultureInfo.InvariantCulture)}} {{new string('z', 90)}}"}"""));

        var whole = await server.JsonAsync(HttpMethod.Get, "/api/v2/dags/d/dagRuns/r/taskInstances/a/logs/1?full_content=true", viewer);
        using var lines = await server.SendAsync(HttpMethod.Get, "/api/v2/dags/d/dagRuns/r/taskInstances/a/logs/1", viewer, null, ("Accept", "application/x-ndjson"));

        whole["content"]!.AsArray().Count.ShouldBe(Lines + 2);
        whole["continuation_token"].ShouldBeNull();
        (await lines.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Lines + 2);
        lines.Headers.GetValues("Airflow-Continuation-Token").ShouldHaveSingleItem().ShouldStartWith(
            new FileInfo(FileOf("a")).Length.ToString(CultureInfo.InvariantCulture) + ".");
    }

    [Fact]
    public async Task A_text_is_found_in_all_logs_of_a_run()
    {
        await WriteAsync("a", ["nothing", """{"event":"Disk FULL on host 7","level":"error"}"""]);
        await WriteAsync("b", ["disk full, said b"]);

        var found = await server.JsonAsync(HttpMethod.Get, "/ui/log_search/d/r?q=disk%20full", viewer);
        var errors = await server.JsonAsync(HttpMethod.Get, "/ui/log_search/d/r?level=error&level=critical", viewer);
        var one = await server.JsonAsync(HttpMethod.Get, "/ui/log_search/d/r?q=disk&task_id=b&try_number=1", viewer);

        Found(found).ShouldBe(["a 4 Disk FULL on host 7", "b 3 disk full, said b"]);
        ((int)found["tries"]!, (string?)found["next"], found["unread"]!.AsArray().Count).ShouldBe((2, null, 0));
        Found(errors).ShouldBe(["a 4 Disk FULL on host 7"]);
        Found(one).ShouldBe(["b 3 disk full, said b"]);
    }

    [Fact]
    public async Task A_search_goes_on_where_it_ended()
    {
        await WriteAsync("a", Enumerable.Range(0, 50).Select(static number => string.Create(CultureInfo.InvariantCulture, $"hit {number}")));
        await WriteAsync("b", ["hit of b"]);

        var first = await server.JsonAsync(HttpMethod.Get, "/ui/log_search/d/r?q=hit&limit=5", viewer);
        var second = await server.JsonAsync(HttpMethod.Get, $"/ui/log_search/d/r?q=hit&limit=500&after={first["next"]}", viewer);

        Found(first).ShouldBe(Enumerable.Range(0, 5).Select(static number => string.Create(CultureInfo.InvariantCulture, $"a {number + 3} hit {number}")));
        Found(second).ShouldBe([.. Enumerable.Range(5, 20).Select(static number => string.Create(CultureInfo.InvariantCulture, $"a {number + 3} hit {number}")), "b 3 hit of b"]);
        second["matches"]!.AsArray().Select(static match => (bool)match!["has_more"]!).Count(static has => has).ShouldBe(1);
        second["next"].ShouldBeNull();
    }

    [Theory]
    [InlineData("/ui/log_search/d/r", 400)]
    [InlineData("/ui/log_search/d/r?q=x&after=rubbish", 400)]
    [InlineData("/ui/log_search/d/r?level=loud", 422)]
    [InlineData("/ui/log_search/d/gone?q=x", 404)]
    [InlineData("/ui/log_search/d/r?q=x&task_id=gone", 404)]
    [InlineData("/ui/log/d/r/a/7", 404)]
    [InlineData("/ui/log_lines/d/r/a/1?first=0", 422)]
    [InlineData("/ui/log_lines/d/r/a/1?first=900000000000", 200)]
    public async Task What_cannot_be_asked_is_refused(string path, int status)
    {
        await WriteAsync("a", ["x"]);
        (await server.StatusAsync(HttpMethod.Get, path, viewer)).ShouldBe(status);
    }

    [Fact]
    public async Task Who_may_not_read_logs_finds_nothing() => (await server.StatusAsync(HttpMethod.Get, "/ui/log_search/d/r?q=x", null)).ShouldBe(401);

    private static int Number(JsonNode line) => int.Parse(((string)line["event"]!).Split(' ')[1], CultureInfo.InvariantCulture);

    private static IEnumerable<int> Numbers(JsonNode part) => part["content"]!.AsArray().Select(static line => Number(line!));

    private static IEnumerable<string> Found(JsonNode found) => found["matches"]!.AsArray().Select(static match => $"{match!["task_id"]} {match["line"]} {match["excerpt"]}");

    private static TaskInstance Task(string id, int minute) => new()
    {
        Id = Guid.CreateVersion7(Noon.AddMinutes(minute)),
        Key = new TaskInstanceKey("d", "r", id, -1),
        TryNumber = 1,
        Hostname = "here",
        Pool = "default_pool",
        Queue = "default",
        Operator = "@task",
        StartDate = Noon.AddMinutes(minute),
        State = TaskState.Failed,
    };

    private string FileOf(string taskId) => Path.Combine(server.LogFolder, LogPaths.For(new TaskInstanceKey("d", "r", taskId, -1), 1));

    private async Task WriteAsync(string taskId, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(taskId))!);
        await File.WriteAllLinesAsync(FileOf(taskId), lines, new UTF8Encoding(false), Cancel);
    }
}
