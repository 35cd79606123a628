using System.Diagnostics;
using System.Globalization;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

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
    public async Task A_trigger_of_the_dag_file_waits_in_the_triggerer_and_tells_what_it_found()
    {
        home.WriteDag("custom.cs", Waiting("custom", "new Appears(ORACLE, new(3, [\"x\"]))"));
        await home.WaitForDagAsync("custom");
        await home.TriggerAsync("custom", "r1");
        await DeferredAsync("custom");
        await File.WriteAllTextAsync(home.Oracle, "", TestContext.Current.CancellationToken);

        (await home.WaitForRunAsync("custom", "r1")).State.ShouldBe(RunState.Success);
        var told = await home.Stores.XComs.FindAsync(new XComKey("custom", "r1", "a", XCom.ReturnKey), false, CancellationToken.None);
        told.ShouldNotBeNull().Value.ShouldBe("""{"Count":3,"Task":"custom r1 a -1","Keys":["x"]}""");
    }

    [Fact]
    public async Task A_trigger_whose_process_is_killed_begins_anew()
    {
        home.WriteDag("killed.cs", Waiting("killed", "new Appears(ORACLE, new(1, []))"));
        await home.WaitForDagAsync("killed");
        await home.TriggerAsync("killed", "r1");
        await DeferredAsync("killed");
        await home.WaitAsync("the trigger to look", () => Task.FromResult(new FileInfo(home.Oracle + ".looked") is { Exists: true, Length: > 0 }));

        Process.GetProcessById(int.Parse(File.ReadAllText(home.Oracle + ".looked"), CultureInfo.InvariantCulture)).Kill();
        File.WriteAllText(home.Oracle, "");

        (await home.WaitForRunAsync("killed", "r1")).State.ShouldBe(RunState.Success);
    }

    [Theory]
    [InlineData("new Fails(\"no luck\")", "no luck")]
    [InlineData("new Dies()", "ended 3 times while it ran")]
    [InlineData("new Unstorable(() => 1)", "The arguments of the trigger Unstorable cannot be stored as JSON")]
    public async Task A_trigger_whose_code_is_wrong_fails_the_try_with_what_is_wrong(string trigger, string reason)
    {
        (await home.RunDagAsync("wrong", Waiting("wrong", trigger))).State.ShouldBe(RunState.Failed);

        (await home.TaskAsync("wrong", "a")).RetryReason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public async Task A_trigger_that_hangs_ends_with_the_time_of_its_task()
    {
        (await home.RunDagAsync("hangs", Waiting("hangs", "new Hangs()", seconds: 1))).State.ShouldBe(RunState.Failed);

        (await home.TaskAsync("hangs", "a")).RetryReason.ShouldBe("Trigger timeout");
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

    private Task DeferredAsync(string dagId) => home.WaitAsync(
        "the deferral", async () => await home.Stores.TaskInstances.FindAsync(new TaskInstanceKey(dagId, "r1", "a", -1), CancellationToken.None) is { State: TaskState.Deferred });

    /// <summary>A task that waits for the trigger, and triggers of every kind.</summary>
    private string Waiting(string dagId, string trigger, int seconds = 60) => $$"""
        using Airflow;

        var dag = new Dag("{{dagId}}");
        dag.Task("a", context => context.Event is { } told ? TaskOutcome.Success(told) : TaskOutcome.Deferred({{trigger}}, TimeSpan.FromSeconds({{seconds}})));
        return await DagFile.RunAsync(args);

        record Sought(int Count, string[] Keys);

        record Appears(string Path, Sought What) : CustomTrigger
        {
            public override async Task<object?> RunAsync(TriggerContext context)
            {
                File.WriteAllText(Path + ".looked", $"{Environment.ProcessId}");
                while (!File.Exists(Path))
                {
                    await Task.Delay(20, context.CancellationToken);
                }

                return new { What.Count, Task = $"{context.DagId} {context.RunId} {context.TaskId} {context.MapIndex}", What.Keys };
            }
        }

        record Fails(string Why) : CustomTrigger
        {
            public override Task<object?> RunAsync(TriggerContext context) => throw new InvalidOperationException(Why);
        }

        record Dies : CustomTrigger
        {
            public override Task<object?> RunAsync(TriggerContext context)
            {
                Environment.FailFast("dead");
                return Task.FromResult<object?>(null);
            }
        }

        record Hangs : CustomTrigger
        {
            public override Task<object?> RunAsync(TriggerContext context)
            {
                Thread.Sleep(Timeout.Infinite);
                return Task.FromResult<object?>(null);
            }
        }

        record Unstorable(Func<int> Count) : CustomTrigger
        {
            public override Task<object?> RunAsync(TriggerContext context) => Task.FromResult<object?>(null);
        }
        """.Replace("ORACLE", $"\"{home.Oracle}\"", StringComparison.Ordinal);
}
