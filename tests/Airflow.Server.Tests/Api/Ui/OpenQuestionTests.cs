using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>How many tasks ask somebody, as the pages of DAGs, runs and tasks tell it.</summary>
public sealed class OpenQuestionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private ApiServer server = null!;
    private int ids;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        var dag = new Dag("d") { StartDate = new DateTime(2026, 1, 1) };
        dag.Task("a", static _ => { });
        dag.Group("g").Task("b", static _ => { });
        await server.SaveDagAsync(dag);
        await AddAsync("open", RunState.Running, ("a", TaskState.AwaitingInput, true), ("g.b", TaskState.AwaitingInput, true));
        await AddAsync("half", RunState.Running, ("a", TaskState.AwaitingInput, true), ("g.b", TaskState.Failed, true));
        await AddAsync("over", RunState.Failed, ("a", TaskState.Failed, true), ("g.b", TaskState.Success, false));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_dag_counts_those_that_can_still_be_answered() => ((int)(await AskAsync("/ui/dag/d"))["open_questions"]!).ShouldBe(3);

    [Theory]
    [InlineData("open", 2)]
    [InlineData("half", 1)]
    public async Task A_run_on_its_way_counts_its_own(string runId, int number) => ((int)(await AskAsync($"/ui/run/d/{runId}"))["ahead"]!["open_questions"]!).ShouldBe(number);

    [Fact]
    public async Task A_run_that_is_over_has_nothing_ahead()
    {
        var run = await AskAsync("/ui/run/d/over");

        run["ahead"].ShouldBeNull();
        ((string)run["dag_run_id"]!, (string)run["state"]!).ShouldBe(("over", "failed"));
        (await server.StatusAsync(HttpMethod.Get, "/ui/run/d/nowhere", await server.TokenOfAsync("viewer"))).ShouldBe(404);
    }

    [Theory]
    [InlineData("task_id=a", 3, 1, 2)]
    [InlineData("task_id=g.b", 3, 1, 1)]
    [InlineData("task_group_id=g", 3, 1, 1)]
    [InlineData("task_id=nothing", 0, 0, 0)]
    public async Task A_task_tells_how_it_did(string what, int all, int failed, int questions)
    {
        var told = await AskAsync($"/ui/task_overview/d?{what}&start_date=2026-02-28T00:00:00Z&limit=2");

        ((int)told["total_entries"]!, (int)told["failed"]!, (int)told["open_questions"]!).ShouldBe((all, failed, questions));
        told["task_instances"]!.AsArray().Count.ShouldBe(Math.Min(2, all));
    }

    [Fact]
    public async Task What_began_earlier_is_not_told()
    {
        var told = await AskAsync("/ui/task_overview/d?task_id=a&start_date=2026-03-02T00:00:00Z");

        ((int)told["total_entries"]!, (int)told["failed"]!).ShouldBe((0, 0));
        (await server.StatusAsync(HttpMethod.Get, "/ui/task_overview/d?task_group_id=nothing&start_date=2026-03-02T00:00:00Z", await server.TokenOfAsync("viewer"))).ShouldBe(404);
    }

    private async Task<JsonNode> AskAsync(string path) => await server.JsonAsync(HttpMethod.Get, path, await server.TokenOfAsync("viewer"));

    private async Task AddAsync(string runId, RunState state, params (string TaskId, TaskState State, bool Asks)[] tasks)
    {
        List<TaskInstance> instances = [.. tasks.Select(task => new TaskInstance
        {
            Id = Guid.CreateVersion7(Noon.AddMilliseconds(++ids)),
            Key = new TaskInstanceKey("d", runId, task.TaskId, -1),
            Pool = "default_pool",
            Queue = "default",
            Operator = "@task",
            State = task.State,
            StartDate = Noon,
        })];
        (await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = runId, RunType = RunType.Manual, RunAfter = Noon.AddMinutes(++ids) }, Cancel)).ShouldBe(RunCreation.Created);
        var run = (await server.Stores.Runs.FindAsync("d", runId, Cancel)).ShouldNotBeNull();
        var change = new StateChange { NewTasks = instances, Runs = [new RunChange(run.Id, RunState.Queued, state, Noon)] };
        (await server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
        foreach (var (instance, task) in instances.Zip(tasks))
        {
            if (task.Asks)
            {
                await server.Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = instance.Id, Options = """["yes","no"]""", Subject = "May it?", CreatedAt = Noon }, Cancel);
            }
        }
    }
}
