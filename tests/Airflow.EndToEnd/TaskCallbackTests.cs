using Airflow.Engine.Callbacks;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Callbacks of tasks run after their try; what they print is in its log. Those of DAGs have a log of their own.</summary>
public sealed class TaskCallbackTests(SharedStandalone standalone)
{
    private readonly StandaloneHome home = standalone.Home;

    [Fact]
    public async Task They_are_called_around_each_try_and_cannot_change_its_outcome()
    {
        var run = await home.RunDagAsync("called_back", """
            var dag = new Dag("called_back")
            {
                OnFailure = Say("dag failure") + new Tell { Text = "{{ dag.dag_id }} {{ run_id }} {{ reason }}" },
                DefaultArgs = new()
                {
                    RetryDelay = TimeSpan.FromMilliseconds(10),
                    OnExecute = Say("execute"), OnSuccess = Say("success"), OnSkipped = Say("skipped"), OnRetry = Say("retry"),
                },
            };
            dag.Task("good", () => 1, new() { OnSuccess = Say("success") + Callback.From((Action<CallbackContext>)(_ => throw new FormatException("broken callback"))) });
            dag.Task("skips", () => throw new TaskSkippedException("nothing new"));
            dag.Task("fails", () => throw new BadRow("bad row"), new() { Retries = 1, OnFailure = Say("failure") });
            dag.Task("exits", () => { }, new() { OnSuccess = Callback.From(_ => Environment.Exit(3)) });
            return await DagFile.RunAsync(args);

            static Callback Say(string name) => Callback.From(context =>
                Console.WriteLine($"{name} of {context.Task!.TaskId} in {context.RunId}: {context.Reason} {context.Exception?.GetType().Name} {context.Exception is BadRow}"));

            sealed class BadRow(string message) : FormatException(message);

            sealed class Tell : Notifier
            {
                [TemplateField]
                public required string Text { get; set; }

                protected override async Task NotifyAsync(CallbackContext context) => await Console.Out.WriteLineAsync($"told: {Text}");
            }
            """);

        run.State.ShouldBe(RunState.Failed);
        var called = await home.WaitForCallbacksAsync("called_back");
        called.Select(callback => $"{callback.Event.Task?.TaskId} {callback.Event.Kind.Name()} {callback.State}").ShouldBe(
            [
                "good on_success_callback failed", "skips on_skipped_callback success", "fails on_retry_callback success", "fails on_failure_callback success",
                "exits on_success_callback failed", "fails on_failure_callback success",
            ],
            ignoreOrder: true);
        Log("good").ShouldContain("execute of good in r1:");
        Log("good").ShouldContain("success of good in r1:");
        Log("good").ShouldContain("Failed to run task callback: number 1 of on_success_callback");
        (await home.TaskAsync("called_back", "good")).State.ShouldBe(TaskState.Success);
        Log("skips").ShouldContain("skipped of skips in r1: nothing new");
        Log("fails").ShouldContain("retry of fails in r1: bad row BadRow True");
        Log("fails", 2).ShouldContain("failure of fails in r1: bad row BadRow True");
        Log("fails", 2).ShouldNotContain("retry of");
        DagLog().ShouldContain("dag failure of fails in r1: task_failure");
        DagLog().ShouldContain("told: called_back r1 task_failure");
        (await home.TaskAsync("called_back", "exits")).State.ShouldBe(TaskState.Success);
    }

    private string DagLog() => File.ReadAllText(Path.Combine(home.Folder, "logs", LogPaths.OfCallbacks("called_back", "r1")));

    private string Log(string taskId, int tryNumber = 1) => string.Join('\n', home.LogEvents("called_back", taskId, tryNumber).Select(line => line.TrimEnd()));
}
