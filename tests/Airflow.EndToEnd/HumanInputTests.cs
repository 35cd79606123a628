using Airflow.Engine.HumanInput;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd;

/// <summary>Tasks that ask people, and go on with the answer or with what counts when nobody answers.</summary>
public sealed class HumanInputTests(SharedStandalone standalone)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StandaloneHome Home => standalone.Home;

    [Fact]
    public async Task A_rejected_task_is_followed_by_nothing()
    {
        Home.WriteDag("asks_people.cs", """
            using Airflow.Providers.Standard;

            var dag = new Dag("asks_people");
            _ = dag.Add(new ApprovalOperator("approve") { Subject = "Run {{ run_id }}?" }) >> dag.Task("next", () => 1);
            return await DagFile.RunAsync(args);
            """);
        await Home.WaitForDagAsync("asks_people");
        await Home.TriggerAsync("asks_people", "r1");
        var key = new TaskInstanceKey("asks_people", "r1", "approve", -1);
        await Home.WaitAsync("the question", async () => await Home.Stores.TaskInstances.FindAsync(key, Cancel) is { State: TaskState.AwaitingInput });
        var task = (await Home.Stores.TaskInstances.FindAsync(key, Cancel))!;
        (await Home.Stores.HumanInput.FindAsync(task.Id, Cancel)).ShouldNotBeNull().Subject.ShouldBe("Run r1?");

        (await Answering.AnswerAsync(
            Home.Stores.HumanAnswers, Home.Stores.Scheduling, task, new HumanAnswer(DateTimeOffset.UnixEpoch, """{"id":"1","name":"ann"}""", """["Reject"]""", "{}"), Cancel)).ShouldBeTrue();

        (await Home.WaitForRunAsync("asks_people", "r1")).State.ShouldBe(RunState.Success);
        (await Home.TaskAsync("asks_people", "approve")).State.ShouldBe(TaskState.Success);
        (await Home.TaskAsync("asks_people", "next")).State.ShouldBe(TaskState.Skipped);
    }

    [Fact]
    public async Task Without_an_answer_in_time_the_defaults_count_or_the_try_fails()
    {
        var run = await Home.RunDagAsync("nobody_answers", """
            using Airflow.Providers.Standard;

            var dag = new Dag("nobody_answers");
            dag.Add(new HITLOperator("lenient") { Subject = "Which?", Options = ["a", "b"], Defaults = ["b"], ResponseTimeout = TimeSpan.FromMilliseconds(100), Params = new() { ["n"] = new Param<int>(3) } });
            dag.Add(new HITLOperator("strict") { Subject = "Which?", Options = ["a", "b"], ResponseTimeout = TimeSpan.FromMilliseconds(100) });
            return await DagFile.RunAsync(args);
            """);

        run.State.ShouldBe(RunState.Failed);
        (await Home.TaskAsync("nobody_answers", "lenient")).State.ShouldBe(TaskState.Success);
        var failed = await Home.TaskAsync("nobody_answers", "strict");
        (failed.State, failed.RetryReason).ShouldBe((TaskState.Failed, "The timeout has passed, and the response has not yet been received."));
        var answered = (await Home.Stores.HumanInput.FindAsync((await Home.TaskAsync("nobody_answers", "lenient")).Id, Cancel)).ShouldNotBeNull();
        (answered.ChosenOptions, answered.ParamsInput, answered.RespondedBy).ShouldBe(("""["b"]""", """{"n":3}""", null));
    }
}
