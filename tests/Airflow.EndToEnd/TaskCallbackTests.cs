using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Callbacks of tasks run in the process of their task; what they print is in its log.</summary>
public sealed class TaskCallbackTests(SharedStandalone standalone)
{
    private readonly StandaloneHome home = standalone.Home;

    [Fact]
    public async Task They_are_called_around_each_try_and_cannot_change_its_outcome()
    {
        var run = await home.RunDagAsync("called_back", """
            var dag = new Dag("called_back")
            {
                DefaultArgs = new()
                {
                    RetryDelay = TimeSpan.FromMilliseconds(10),
                    OnExecute = Say("execute"), OnSuccess = Say("success"), OnSkipped = Say("skipped"), OnRetry = Say("retry"),
                },
            };
            dag.Task("good", () => 1, new() { OnSuccess = Say("success") + Callback.From((Action<CallbackContext>)(_ => throw new FormatException("broken callback"))) });
            dag.Task("skips", () => throw new TaskSkippedException("nothing new"));
            dag.Task("fails", () => throw new FormatException("bad row"), new() { Retries = 1, OnFailure = Say("failure") });
            dag.Task("exits", () => { }, new() { OnSuccess = Callback.From(_ => Environment.Exit(3)) });
            return await DagFile.RunAsync(args);

            static Callback Say(string name) => Callback.From(context =>
                Console.WriteLine($"{name} of {context.Task!.TaskId} in {context.RunId}: {context.Reason} {context.Exception?.GetType().Name}"));
            """);

        run.State.ShouldBe(RunState.Failed);
        Log("good").ShouldContain("execute of good in r1:");
        Log("good").ShouldContain("success of good in r1:");
        Log("good").ShouldContain("Failed to run task callback: number 1 of on_success_callback");
        (await home.TaskAsync("called_back", "good")).State.ShouldBe(TaskState.Success);
        Log("skips").ShouldContain("skipped of skips in r1: nothing new");
        Log("fails").ShouldContain("retry of fails in r1: bad row FormatException");
        Log("fails", 2).ShouldContain("failure of fails in r1: bad row FormatException");
        Log("fails", 2).ShouldNotContain("retry of");
        (await home.TaskAsync("called_back", "exits")).State.ShouldBe(TaskState.Success);
    }

    private string Log(string taskId, int tryNumber = 1) => string.Join('\n', home.LogEvents("called_back", taskId, tryNumber).Select(line => line.TrimEnd()));
}
