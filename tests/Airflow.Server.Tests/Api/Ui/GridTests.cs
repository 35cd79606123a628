using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>The grid counts finished runs once, and is right whoever changes them.</summary>
public sealed class GridTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, TaskInstance> tasks = new(StringComparer.Ordinal);
    private ApiServer server = null!;
    private AirflowStores other = null!;
    private string token = "";
    private int ids;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        other = AirflowDatabase.Open(server.Url);
        token = await server.TokenOfAsync("admin");
        var dag = new Dag("d");
        var group = dag.Group("g");
        dag.Task("a", static _ => { });
        group.Task("b", static _ => { });
        group.Task("c", static _ => { });
        await server.SaveDagAsync(dag);
        await AddRunAsync("r1", RunState.Success);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_finished_run_is_counted_once()
    {
        await AddRunAsync("r2", RunState.Running);
        await StatesAsync("r1");
        server.Grids.Take().ShouldBe(["r1", "r2"], ignoreOrder: true);

        (await StatesAsync("r1")).ShouldBe("a=success g=success g.b=success g.c=success");
        server.Grids.Take().ShouldBe(["r2"]);
        (await LinesAsync("r1", "nothing", "r1")).ShouldBe(["r1:4", "nothing:0", "r1:4"]);
        server.Grids.Take().ShouldBe(["nothing"]);
    }

    [Fact]
    public async Task What_another_process_changes_is_there_at_the_next_look()
    {
        await StatesAsync("r1");
        var run = (await other.Runs.FindAsync("d", "r1", Cancel)).ShouldNotBeNull();

        await MarkAsync(run, "r1 g.c", TaskState.Success, TaskState.Failed);
        (await StatesAsync("r1")).ShouldBe("a=success g=failed g.b=success g.c=failed");

        await MarkAsync(run, "r1 g.c", TaskState.Failed, TaskState.Success);
        (await StatesAsync("r1")).ShouldBe("a=success g=success g.b=success g.c=success");

        (await other.TaskInstances.DeleteAsync(tasks["r1 g.b"].Key, Cancel)).ShouldBeTrue();
        (await StatesAsync("r1")).ShouldBe("a=success g=success g.c=success");
    }

    [Fact]
    public async Task A_clear_is_there_at_the_next_look()
    {
        await StatesAsync("r1");

        await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/d/clearTaskInstances", token, new { dry_run = false, dag_run_id = "r1", task_ids = new[] { "a" }, only_failed = false });

        (await StatesAsync("r1")).ShouldBe("a= g=success g.b=success g.c=success");
        server.Grids.Take();
        await StatesAsync("r1");
        server.Grids.Take().ShouldBe(["r1"]);
    }

    [Fact]
    public async Task A_run_that_is_deleted_and_made_again_shows_what_it_is_now()
    {
        await StatesAsync("r1");
        (await server.StatusAsync(HttpMethod.Delete, "/api/v2/dags/d/dagRuns/r1", token)).ShouldBe(204);

        await AddRunAsync("r1", RunState.Failed, TaskState.Failed);

        (await StatesAsync("r1")).ShouldBe("a=failed g=failed g.b=failed g.c=failed");
    }

    [Fact]
    public async Task A_finished_run_with_a_try_that_has_not_ended_is_not_kept()
    {
        await AddRunAsync("r2", RunState.Failed, TaskState.Running);

        await StatesAsync("r2");
        server.Grids.Take();
        await StatesAsync("r2");

        server.Grids.Take().ShouldBe(["r2"]);
    }

    [Fact]
    public async Task What_changes_while_it_is_counted_is_counted_again()
    {
        var run = (await other.Runs.FindAsync("d", "r1", Cancel)).ShouldNotBeNull();
        var counting = new TaskCompletionSource();
        var changed = new TaskCompletionSource();
        server.Grids.BeforeCounting = () =>
        {
            counting.TrySetResult();
            return changed.Task;
        };
        var early = StatesAsync("r1");
        await counting.Task;
        await MarkAsync(run, "r1 a", TaskState.Success, TaskState.Failed);
        changed.SetResult();
        (await early).ShouldStartWith("a=failed");
        server.Grids.Take();

        (await StatesAsync("r1")).ShouldStartWith("a=failed");

        server.Grids.Take().ShouldBe(["r1"]);
    }

    [Fact]
    public async Task What_has_changed_is_told_of_its_runs_only()
    {
        await AddRunAsync("r2", RunState.Running, TaskState.Running);
        await AddRunAsync("r3", RunState.Running, TaskState.Running);

        var changes = await server.JsonAsync(HttpMethod.Get, "/ui/grid/changes/d?run_ids=r2&run_ids=gone", token);

        changes["runs"]!.AsArray().Select(static run => (string?)run!["run_id"]).ShouldBe(["r2"]);
        changes["cells"]!["runs"]!.AsObject().Select(static run => run.Key).ShouldBe(["r2"]);
        changes["cells"]!["runs"]!["r2"]!.AsArray().Count.ShouldBe(4);
        (await server.StatusAsync(HttpMethod.Get, "/ui/grid/changes/d", token)).ShouldBe(422);
    }

    [Fact]
    public async Task Notes_are_told_by_run_and_task()
    {
        await AddRunAsync("r2", RunState.Success);
        await server.JsonAsync(HttpMethod.Patch, "/api/v2/dags/d/dagRuns/r2/taskInstances/g.b", token, new { note = "seen" });

        (await server.JsonAsync(HttpMethod.Get, "/ui/grid/d", token))["noted"]!.ToJsonString().ShouldBe("""{"r2":["g.b"]}""");
        (await server.JsonAsync(HttpMethod.Get, "/ui/grid/changes/d?run_ids=r1&run_ids=r2", token))["noted"]!.ToJsonString().ShouldBe("""{"r2":["g.b"]}""");

        await server.JsonAsync(HttpMethod.Patch, "/api/v2/dags/d/dagRuns/r2/taskInstances/g.b", token, new { note = "" });
        (await server.JsonAsync(HttpMethod.Get, "/ui/grid/d", token))["noted"]!.ToJsonString().ShouldBe("{}");
    }

    private async Task MarkAsync(DagRun run, string task, TaskState from, TaskState to) => (await other.StateWriter.WriteAsync(
        new StateChange { Tasks = [new TaskMark(tasks[task].Id, from, to, "default_pool", 1) { At = Noon }], BrokenLeases = [run.Id] }, Cancel)).ShouldBe(StateResult.Applied);

    private async Task AddRunAsync(string runId, RunState state, TaskState taskState = TaskState.Success)
    {
        var number = ++ids;
        (await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = runId, RunType = RunType.Manual, RunAfter = Noon.AddMinutes(number) }, Cancel))
            .ShouldBe(RunCreation.Created);
        foreach (var taskId in new[] { "a", "g.b", "g.c" })
        {
            tasks[$"{runId} {taskId}"] = new TaskInstance
            {
                Id = Guid.CreateVersion7(Noon.AddMilliseconds(++ids)), Key = new TaskInstanceKey("d", runId, taskId, -1), Pool = "default_pool", Queue = "default", Operator = "@task", State = taskState,
            };
        }

        var run = (await server.Stores.Runs.FindAsync("d", runId, Cancel)).ShouldNotBeNull();
        (await server.Stores.StateWriter.WriteAsync(
            new StateChange
            {
                NewTasks = [.. tasks.Where(task => task.Value.Key.RunId == runId).Select(static task => task.Value)],
                Runs = [new RunChange(run.Id, RunState.Queued, state, Noon)],
            },
            Cancel)).ShouldBe(StateResult.Applied);
    }

    private async Task<string> StatesAsync(string runId)
    {
        var cells = (await server.JsonAsync(HttpMethod.Get, "/ui/grid/d", token))["cells"]!;
        return string.Join(
            " ",
            cells["runs"]![runId]!.AsArray().Select(cell => $"{cells["tasks"]![(int)cell![0]!]}={cells["states"]![(int)cell[1]!]}").OrderBy(static cell => cell.Split('=')[0], StringComparer.Ordinal));
    }

    private async Task<IEnumerable<string>> LinesAsync(params string[] runIds)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, $"/ui/grid/ti_summaries/d?{string.Join("&", runIds.Select(static id => $"run_ids={id}"))}", token);
        return (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonNode.Parse(line)!).Select(static run => $"{run["run_id"]}:{run["task_instances"]!.AsArray().Count}");
    }
}
