using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>When each try of a run waited and ran.</summary>
public sealed class GanttTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private ApiServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        var dag = new Dag("d") { StartDate = new DateTime(2026, 1, 1) };
        dag.Task("a", static _ => { });
        await server.SaveDagAsync(dag);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Earlier_tries_are_told_too()
    {
        (await server.Stores.Runs.CreateAsync(new DagRun { DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = Noon }, Cancel)).ShouldBe(RunCreation.Created);
        var run = (await server.Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();
        var task = new TaskInstance
        {
            Id = Guid.CreateVersion7(Noon),
            Key = new TaskInstanceKey("d", "r", "a", -1),
            Pool = "default_pool",
            Queue = "default",
            Operator = "@task",
            State = TaskState.Failed,
            TryNumber = 1,
            QueuedAt = Noon,
            StartDate = Noon.AddSeconds(1),
            EndDate = Noon.AddSeconds(5),
        };
        var change = new StateChange { NewTasks = [task], Runs = [new RunChange(run.Id, RunState.Queued, RunState.Failed, Noon)] };
        (await server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
        (await BarsAsync()).ShouldBe("a1 failed");

        var cleared = await server.JsonAsync(HttpMethod.Post, "/api/v2/dags/d/clearTaskInstances", await server.TokenOfAsync("admin"), new { dry_run = false, dag_run_id = "r", only_failed = true });
        ((int)cleared["total_entries"]!).ShouldBe(1);

        (await BarsAsync()).ShouldBe("a1 failed");
    }

    private async Task<string> BarsAsync()
    {
        var bars = (await server.JsonAsync(HttpMethod.Get, "/ui/gantt/d/r", await server.TokenOfAsync("viewer")))["task_instances"]!.AsArray();
        return string.Join(' ', bars.Select(static bar => $"{bar!["task_id"]}{bar["try_number"]} {bar["state"]}"));
    }
}
