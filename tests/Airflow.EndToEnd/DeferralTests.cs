using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Tasks that wait without a slot until a trigger fires.</summary>
public sealed class DeferralTests : IAsyncLifetime
{
    private readonly StandaloneHome home = new();

    public async ValueTask InitializeAsync() => await home.StartAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task A_deferred_task_goes_on_in_the_same_try_when_its_trigger_fires()
    {
        home.WriteDag("waits.cs", $$"""
            var dag = new Dag("waits");
            dag.Task("a", context =>
            {
                Console.WriteLine(context.Event is { } told ? $"goes on with {told} in try {context.TryNumber}" : "begins");
                return context.Event is null ? TaskOutcome.Deferred(new FileTrigger("{{home.Oracle}}") { PokeInterval = TimeSpan.FromMilliseconds(50) }) : TaskOutcome.Success(7);
            });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("waits");
        await home.TriggerAsync("waits", "r1");
        await home.WaitAsync("the deferral", async () => await home.Stores.TaskInstances.FindAsync(new TaskInstanceKey("waits", "r1", "a", -1), CancellationToken.None) is { State: TaskState.Deferred });
        await File.WriteAllTextAsync(home.Oracle, "", TestContext.Current.CancellationToken);

        (await home.WaitForRunAsync("waits", "r1")).State.ShouldBe(RunState.Success);
        home.LogEvents("waits", "a").ShouldContain("goes on with True in try 1");
        (await home.TaskAsync("waits", "a")).TriggerId.ShouldBeNull();
    }

    [Fact]
    public async Task A_trigger_that_does_not_fire_in_time_fails_the_try()
    {
        var run = await home.RunDagAsync("late", """
            var dag = new Dag("late");
            dag.Task("a", context => TaskOutcome.Deferred(new DateTimeTrigger(DateTimeOffset.MaxValue.AddDays(-2)), TimeSpan.FromMilliseconds(200)));
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Failed);
        (await home.TaskAsync("late", "a")).RetryReason.ShouldBe("Trigger timeout");
    }
}
