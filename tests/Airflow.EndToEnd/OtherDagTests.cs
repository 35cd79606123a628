using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Tasks that start runs of other DAGs, wait for them, and clear them with themselves.</summary>
public sealed class OtherDagTests(SharedStandalone shared)
{
    private const string Text = """
        using Airflow;
        using Airflow.Providers.Standard;

        var far = new Dag("other_far");
        var work = far.Group("work");
        _ = work.Task("x", context => Console.WriteLine($"asked by {context.Conf.Get<string>("by")}")) >> work.Task("y", () => 1, new() { RunIf = context => context.TryNumber == 1 });

        var near = new Dag("other_near");
        var trigger = near.Add(new TriggerDagRunOperator("trigger")
        {
            TriggerDagId = "other_far", TriggerRunId = "fixed", LogicalDate = "2026-01-05T00:00:00+00:00", ResetDagRun = true,
            Conf = new Dictionary<string, object?> { ["by"] = "{{ dag.dag_id }}" },
            WaitForCompletion = true, PokeInterval = TimeSpan.FromMilliseconds(100),
        });
        var wait = near.Add(new ExternalTaskSensor("wait")
        {
            ExternalDagId = "other_far", ExternalTaskGroupId = "work", AllowedStates = ["success", "skipped"], ExecutionDateFn = _ => [new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)],
            Mode = SensorMode.Reschedule, PokeInterval = TimeSpan.FromSeconds(1),
        });
        var mark = near.Add(new ExternalTaskMarker("mark") { ExternalDagId = "other_far", ExternalTaskId = "work.x", LogicalDate = "2026-01-05T00:00:00+00:00" });
        var again = near.Add(new TriggerDagRunOperator("again") { TriggerDagId = "other_far", TriggerRunId = "fixed", SkipWhenAlreadyExists = true });
        _ = trigger >> wait >> mark >> again;
        return await DagFile.RunAsync(args);
        """;

    [Fact]
    public async Task A_run_of_another_dag_is_started_waited_for_reset_and_cleared_through_a_marker()
    {
        var home = shared.Home;
        home.WriteDag("other_near.cs", Text);
        await home.WaitForDagAsync("other_near");
        await home.TriggerAsync("other_near", "r1");
        var first = await home.WaitForRunAsync("other_near", "r1");
        var states = await home.Stores.TaskInstances.ListForRunAsync("other_near", "r1", CancellationToken.None);
        first.State.ShouldBe(RunState.Success, string.Join(", ", states.Select(task => $"{task.Key.TaskId} {task.State}")));

        var far = (await home.Stores.Runs.FindAsync("other_far", "fixed", CancellationToken.None)).ShouldNotBeNull();
        (far.RunType, far.State).ShouldBe((RunType.OperatorTriggered, RunState.Success));
        home.LogEvents("other_far", "work.x", runId: "fixed").ShouldContain("asked by other_near");
        (await home.TaskAsync("other_near", "again")).State.ShouldBe(TaskState.Skipped);

        await home.TriggerAsync("other_near", "r2");
        (await home.WaitForRunAsync("other_near", "r2")).State.ShouldBe(RunState.Success);
        var cleared = await home.TaskAsync("other_far", "work.x", "fixed");
        (cleared.TryNumber, cleared.State).ShouldBe((2, TaskState.Success));
        (await home.TaskAsync("other_far", "work.y", "fixed")).State.ShouldBe(TaskState.Skipped);

        (await home.RunAsync("tasks", "clear", "other_near", "-t", "mark", "-y")).ExitCode.ShouldBe(0);
        await home.WaitAsync("the marked task again", async () =>
            await home.TaskAsync("other_far", "work.x", "fixed") is { TryNumber: 3, State: TaskState.Success });
    }
}
