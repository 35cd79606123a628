using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>What the page of all DAGs chooses by: open questions, and runs of a state however old.</summary>
public sealed class DagListTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private ApiServer server = null!;
    private string token = "";
    private int ids;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        token = await server.TokenOfAsync("admin");
        foreach (var name in new[] { "asks", "answered", "quiet" })
        {
            var dag = new Dag(name);
            dag.Task("a", static _ => { });
            await server.SaveDagAsync(dag);
        }

        await AskAsync("asks", TaskState.AwaitingInput);
        await AskAsync("asks", TaskState.AwaitingInput);
        await AskAsync("answered", TaskState.Success);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("", "answered:0 asks:2 quiet:0")]
    [InlineData("?has_pending_actions=true", "asks:2")]
    [InlineData("?has_pending_actions=false", "answered:0 quiet:0")]
    [InlineData("?owners=air_flow", "answered:0 asks:2 quiet:0")]
    [InlineData("?owners=nobody", "")]
    public async Task Dags_are_chosen_by_what_waits_for_people(string query, string expected) => (await DagsAsync(query)).ShouldBe(expected);

    [Fact]
    public async Task A_state_is_that_of_any_run_or_of_the_last_one()
    {
        await AddRunAsync("quiet", RunState.Failed);
        await AddRunAsync("quiet", RunState.Success);

        (await DagsAsync("?dag_run_state=failed")).ShouldBe("quiet:0");
        (await DagsAsync("?last_dag_run_state=failed")).ShouldBe("");
        (await DagsAsync("?last_dag_run_state=success&dag_run_state=failed")).ShouldBe("quiet:0");
    }

    [Theory]
    [InlineData("asks", 2)]
    [InlineData("answered", 0)]
    public async Task The_page_of_a_dag_tells_how_many_wait(string dagId, int expected) =>
        ((int)(await server.JsonAsync(HttpMethod.Get, $"/ui/dag/{dagId}", token))["open_questions"]!).ShouldBe(expected);

    private async Task<string> DagsAsync(string query) => string.Join(
        ' ', (await server.JsonAsync(HttpMethod.Get, $"/ui/dags{query}", token))["dags"]!.AsArray().Select(static dag => $"{dag!["dag_id"]}:{dag["open_questions"]}"));

    private async Task<DagRun> AddRunAsync(string dagId, RunState state, params IReadOnlyList<TaskInstance> tasks)
    {
        var runId = tasks.Count > 0 ? tasks[0].Key.RunId : $"r{++ids}";
        (await server.Stores.Runs.CreateAsync(new DagRun { DagId = dagId, RunId = runId, RunType = RunType.Manual, RunAfter = Noon.AddMinutes(++ids) }, Cancel)).ShouldBe(RunCreation.Created);
        var run = (await server.Stores.Runs.FindAsync(dagId, runId, Cancel)).ShouldNotBeNull();
        var change = new StateChange { NewTasks = [.. tasks], Runs = [new RunChange(run.Id, RunState.Queued, state, Noon)] };
        (await server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
        return run;
    }

    private async Task AskAsync(string dagId, TaskState state)
    {
        var task = new TaskInstance
        {
            Id = Guid.CreateVersion7(Noon.AddMilliseconds(++ids)), Key = new TaskInstanceKey(dagId, $"asked{ids}", "a", -1), Pool = "default_pool", Queue = "default", Operator = "@task", State = state,
        };
        await AddRunAsync(dagId, RunState.Running, task);
        await server.Stores.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = task.Id, Options = """["yes","no"]""", Subject = "May it?", CreatedAt = Noon }, Cancel);
    }
}
