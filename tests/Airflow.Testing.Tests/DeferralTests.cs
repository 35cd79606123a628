using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Tests;

/// <summary>Tasks that wait for triggers where no triggerer is: on virtual time.</summary>
public sealed class DeferralTests
{
    [Fact]
    public async Task A_trigger_of_ones_own_is_made_of_its_arguments_and_tells_its_task()
    {
        var run = await DagTest.RunAsync(Waiting(new Later(3)));

        run.State.ShouldBe(RunState.Success);
        run["wait"].Result<string>().ShouldBe("waits/wait 03:00:00");
    }

    [Fact]
    public async Task A_moment_is_waited_for_on_virtual_time()
    {
        var run = await DagTest.RunAsync(Waiting(new DateTimeTrigger(new DateTimeOffset(2026, 1, 2, 5, 0, 0, TimeSpan.Zero))));

        run.State.ShouldBe(RunState.Success);
        run["wait"].Result<string>().ShouldStartWith("2026-01-02T05:00");
    }

    [Fact]
    public async Task A_trigger_that_does_not_fire_in_time_fails_its_task()
    {
        var run = await DagTest.RunAsync(Waiting(new Later(3), TimeSpan.FromHours(2)));

        run["wait"].State.ShouldBe(TaskState.Failed);
        run["wait"].Reason.ShouldBe("Trigger timeout");
    }

    [Fact]
    public async Task A_trigger_that_fails_fails_its_task()
    {
        var run = await DagTest.RunAsync(Waiting(new Later(-1)));

        run["wait"].Reason.ShouldBe("The trigger Later failed: -1 hours cannot be waited.");
    }

    private static Dag Waiting(Trigger trigger, TimeSpan? timeout = null)
    {
        var dag = new Dag("waits");
        dag.Task("wait", context => context.Event is { } told ? TaskOutcome.Success(told.GetString()) : TaskOutcome.Deferred(trigger, timeout));
        return dag;
    }

    internal sealed record Later(int Hours) : CustomTrigger
    {
        public override async Task<object?> RunAsync(TriggerContext context)
        {
            var begin = context.Time.GetUtcNow();
            await Task.Delay(Hours < 0 ? throw new InvalidOperationException($"{Hours} hours cannot be waited.") : TimeSpan.FromHours(Hours), context.Time, context.CancellationToken);
            return $"{context.DagId}/{context.TaskId} {context.Time.GetUtcNow() - begin:hh\\:mm\\:ss}";
        }
    }
}
