using Airflow.Engine.Execution;
using Airflow.Engine.Grids;
using Airflow.Engine.Runs;
using Airflow.Engine.Storage;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>The mark of a finished run moves with whatever changes its task instances.</summary>
public abstract class GridConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_mark_says_how_a_run_is()
    {
        await StartRunAsync();

        (await MarkAsync()).ShouldBe(new RunMark("r", (await RunOfAsync()).Id, "running", null, 0, 0));
        (await Stores.Grids.ListMarksAsync("d", ["none"], Cancel)).ShouldBeEmpty();
        (await Stores.Grids.ListMarksAsync("other", ["r"], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_active_run_pays_nothing_for_a_change_by_hand()
    {
        var (task, before) = (await TaskAsync(), await MarkAsync());

        (await ByHandAsync(new TaskRestart(task.Id, task.Pool, task.PoolSlots) { At = Noon })).ShouldBe(StateResult.Applied);

        (await MarkAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Whatever_is_done_by_hand_to_a_finished_run_moves_its_mark()
    {
        var task = await TaskAsync();
        await WriteAsync(End(task));
        var finished = await FinishAsync(RunState.Running, RunState.Success);

        (await ByHandAsync(new TaskMark(task.Id, TaskState.Success, TaskState.Failed, task.Pool, task.PoolSlots) { At = Noon })).ShouldBe(StateResult.Applied);
        var marked = await MarkAsync();
        marked.ShouldBe(finished with { TaskChanges = 1 });

        // refused: nothing has changed
        (await ByHandAsync(new TaskMark(task.Id, TaskState.Success, TaskState.Failed, task.Pool, task.PoolSlots) { At = Noon })).Refusal.ShouldBe(StateRefusal.TaskMoved);
        (await MarkAsync()).ShouldBe(marked);

        (await Stores.StateWriter.WriteAsync(new StateChange { NewTasks = [NewTask("late")], BrokenLeases = [finished.Id] }, Cancel)).ShouldBe(StateResult.Applied);
        (await MarkAsync()).TaskChanges.ShouldBe(2);

        (await Stores.TaskInstances.DeleteAsync(task.Key, Cancel)).ShouldBeTrue();
        (await MarkAsync()).TaskChanges.ShouldBe(3);
    }

    [Fact]
    public async Task A_run_that_is_cleared_and_ends_at_the_same_moment_has_another_mark()
    {
        await StartRunAsync();
        var finished = await FinishAsync(RunState.Running, RunState.Success);

        await FinishAsync(RunState.Success, RunState.Queued);
        var again = await FinishAsync(RunState.Queued, RunState.Success);

        again.ShouldBe(finished with { Clears = 1 });
    }

    [Fact]
    public async Task Cleaning_away_task_instances_moves_the_marks_of_their_runs()
    {
        var task = await TaskAsync();
        await WriteAsync(End(task));
        var finished = await FinishAsync(RunState.Running, RunState.Success);

        (await Stores.Database.CleanAsync(new CleanRequest { Before = Noon.AddDays(1), Tables = ["task_instance"] }, Cancel))["task_instance"].Rows.ShouldBe(1);

        (await MarkAsync()).ShouldNotBe(finished);
    }

    private async Task<TaskInstance> TaskAsync()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        return task;
    }

    private async Task<RunMark> FinishAsync(RunState from, RunState to)
    {
        (await Stores.StateWriter.WriteAsync(new StateChange { Runs = [new RunChange((await RunOfAsync()).Id, from, to, Noon)] }, Cancel)).ShouldBe(StateResult.Applied);
        return await MarkAsync();
    }

    private async Task<StateResult> ByHandAsync(TaskChange change) =>
        await Stores.StateWriter.WriteAsync(new StateChange { Tasks = [change], BrokenLeases = [(await RunOfAsync()).Id] }, Cancel);

    private async Task<DagRun> RunOfAsync() => (await Stores.Runs.FindAsync("d", "r", Cancel)).ShouldNotBeNull();

    private async Task<RunMark> MarkAsync() => (await Stores.Grids.ListMarksAsync("d", ["r"], Cancel)).ShouldHaveSingleItem();
}
