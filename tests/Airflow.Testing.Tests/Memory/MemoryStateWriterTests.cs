using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Tests.Memory;

/// <summary>The promises of a state writer that a simulation rests on.</summary>
public sealed class MemoryStateWriterTests
{
    private readonly MemoryDatabase database = new(TimeProvider.System);

    [Fact]
    public async Task A_task_instance_is_made_once()
    {
        database.Runs[1] = new DagRun { Id = 1, DagId = "d", RunId = "r", RunType = RunType.Manual, RunAfter = DateTimeOffset.UnixEpoch };
        var first = NewTask();
        (await WriteAsync(first)).ShouldBe(StateResult.Applied);

        var second = NewTask();
        (await WriteAsync(second)).ShouldBe(new StateResult(StateRefusal.TaskMoved, second.Id.ToString()));

        database.Tasks.Keys.ShouldBe([first.Id]);
    }

    private static TaskInstance NewTask() => new()
    {
        Id = Guid.CreateVersion7(),
        Key = new TaskInstanceKey("d", "r", "a", -1),
        Pool = "default_pool",
        Queue = "default",
        Operator = "EmptyOperator",
    };

    private Task<StateResult> WriteAsync(TaskInstance task) =>
        database.Stores.Writer.WriteAsync(new StateChange { NewTasks = [task] }, TestContext.Current.CancellationToken);
}
