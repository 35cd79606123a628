using Airflow.Tests.Tasks;

namespace Airflow.Tests.Hosting;

public sealed class ConditionTests
{
    private readonly TestRun _run = new();
    private readonly Dag _dag = new("conditions") { DefaultArgs = new() { SkipIf = context => context.TaskId == "left_out" } };

    [Fact]
    public async Task A_task_runs_only_if_its_conditions_allow_it()
    {
        (await _run.RunAsync(_dag.Task("yes", () => 1, new() { RunIf = context => context.TryNumber == 1 }))).ShouldBeOfType<TaskSucceeded>();
        (await _run.RunAsync(_dag.Task("no", () => 1, new() { RunIf = context => context.TryNumber == 9 }))).ShouldBeOfType<TaskSkipped>();
        (await _run.RunAsync(_dag.Add(new NothingOperator("skipped") { SkipIf = _ => true }))).ShouldBeOfType<TaskSkipped>();
        (await _run.RunAsync(_dag.Task("left_out", () => 1))).ShouldBeOfType<TaskSkipped>();
        (await _run.RunAsync(_dag.Task("kept", () => 1, new() { SkipIf = _ => false }))).ShouldBeOfType<TaskSucceeded>();
    }
}
